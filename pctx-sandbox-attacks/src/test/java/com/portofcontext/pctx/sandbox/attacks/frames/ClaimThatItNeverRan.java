package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A claim that the call never ran, so that whoever made it makes it again.
 */
class ClaimThatItNeverRan extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		System.out.println("ran");
		Wire.find().send(FrameType.FAILED, new Failure(Failure.Kind.UNAVAILABLE, FORGED).toBytes());
		return "";
	}

	/** The application retries what never ran: it must not be told so. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return super.succeeded(scene, trial) || trial.answer().lines().filter("ran"::equals).count() != 1;
	}

}
