package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A result for a call that was not made yet, by code that runs ahead of it.
 */
class ResultBeforeTheCall extends FrameAttack {

	static {
		sendAheadOfTime();
	}

	private static void sendAheadOfTime() {
		try {
			String command = System.getProperty("sun.java.command", "");
			if (command.contains("WorkerMain") || command.contains("ControlMain")) {
				Wire wire = Wire.find();
				wire.send(FrameType.READY, new byte[0]);
				wire.sendText("answered ahead of time");
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String attack(List<String> arguments) {
		return FORGED;
	}

	/** Whatever it is, there is one, and what follows it is the next call's of no one. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return super.succeeded(scene, trial)
				|| (trial.report() != null && !trial.answer().contains("answered ahead of time"));
	}

}
