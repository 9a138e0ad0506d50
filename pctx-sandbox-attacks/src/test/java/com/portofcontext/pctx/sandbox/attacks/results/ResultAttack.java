package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.frames.NaiveHost;
import com.portofcontext.pctx.sandbox.attacks.frames.Wire;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * An attack on the host by what a result is made of: the bytes are the attacker's, the
 * type is the method's.
 */
public abstract class ResultAttack implements Attack {

	/** Send a result past everything that writes results. */
	protected static void send(byte[] cbor) {
		try {
			Wire.find().send(FrameType.RESULT, cbor);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A result is a row of one value, which stands alone in a list. */
	protected static byte[] row(byte[] value) {
		return ByteBuffer.allocate(value.length + 2).put((byte) 0x81).put((byte) 0x81).put(value).array();
	}

	/** It is refused, by the exception that says so, and nothing else happens. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return NaiveHost.suffered(trial)
				|| (trial.report() != null && !trial.answer().contains("SandboxResultException"));
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxResultException;
	}

	@Override
	public Control control() {
		return Control.NAIVE_HOST;
	}

}
