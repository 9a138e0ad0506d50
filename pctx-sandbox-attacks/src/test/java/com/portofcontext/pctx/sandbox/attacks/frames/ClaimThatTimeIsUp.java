package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A claim that only the agent may make.
 */
class ClaimThatTimeIsUp extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire.find().send(FrameType.FAILED, new Failure(Failure.Kind.TIMEOUT, FORGED).toBytes());
		return "";
	}

}
