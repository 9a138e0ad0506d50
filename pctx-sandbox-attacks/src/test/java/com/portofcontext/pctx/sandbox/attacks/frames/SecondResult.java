package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

/**
 * Two results: there is one answer to a call.
 */
class SecondResult extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire.find().sendText("the first");
		return FORGED;
	}

}
