package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Frames without content, as fast as they can be sent.
 */
class TinyFrames extends FrameAttack {

	private static final int COUNT = 1_000_000;

	@Override
	@Sandboxed(timeout = "8s")
	public String attack(List<String> arguments) throws IOException {
		byte[] frames = new byte[5000];
		for (int i = 0; i < frames.length; i += 5) {
			frames[i] = (byte) FrameType.OUTPUT.ordinal();
		}
		Wire wire = Wire.find();
		for (int i = 0; i < COUNT; i += 1000) {
			wire.write(frames);
		}
		return "sent";
	}

	/** They are read more slowly than that. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().endsWith("sent") || NaiveHost.died(trial);
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxTimeoutException;
	}

}
