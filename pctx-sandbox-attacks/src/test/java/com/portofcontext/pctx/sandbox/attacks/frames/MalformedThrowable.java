package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A throwable that is none.
 */
class MalformedThrowable extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire.find().send(FrameType.THROWN, new byte[] { (byte) 0xbf, (byte) 0xff, (byte) 0xff, 1, 2, 3 });
		return FORGED;
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxResultException;
	}

}
