package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Output of no stream, and none at all.
 */
class MalformedOutput extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire wire = Wire.find();
		wire.send(FrameType.OUTPUT, new byte[0]);
		wire.send(FrameType.OUTPUT, new byte[] { 77 });
		return "answered";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return NaiveHost.died(trial) || (trial.report() != null && !trial.answer().equals("answered"));
	}

}
