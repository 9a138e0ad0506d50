package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A frame of a type that there is none of, and a result after it.
 */
class UnknownFrame extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire wire = Wire.find();
		wire.send(200, 0, new byte[0]);
		wire.sendText(FORGED);
		Hostile.hold();
		return "";
	}

	/** It is the end of the call. */
	@Override
	public boolean tried(Trial trial) {
		return trial.ended();
	}

}
