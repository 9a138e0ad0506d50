package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A frame of a type that there is none of, and a result after it.
 */
class UnknownFrame extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire.find().send(200, 0, new byte[0]);
		Wire.find().sendText(FORGED);
		Hostile.hold();
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return super.succeeded(scene, trial) || !trial.ended();
	}

}
