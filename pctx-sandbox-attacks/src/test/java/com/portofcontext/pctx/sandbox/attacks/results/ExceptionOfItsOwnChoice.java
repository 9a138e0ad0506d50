package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.frames.Wire;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;

/**
 * The name of a class that does harm when it is made, as the type of what was thrown: a
 * checked exception, which a host that knows the class might make.
 */
class ExceptionOfItsOwnChoice implements Attack {

	@Override
	public Object attack(List<String> arguments) throws IOException {
		Wire.find()
			.send(FrameType.THROWN,
					new ThrownValue(
							List.of(Harmful.class.getName(), Exception.class.getName(), Throwable.class.getName()),
							"text", List.of(), null, false)
						.encode());
		return "";
	}

	/** In this process, which is the host's; the class is left alone by asking. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return Boolean.getBoolean(Harmful.PROPERTY) || trial.answer().contains(Harmful.DONE);
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex.getClass() == SandboxExecutionException.class;
	}

	@Override
	public Control control() {
		return Control.NAIVE_HOST;
	}

	/**
	 * Leaves a trace of its own initialisation.
	 */
	public static class Harmful extends Exception {

		static final String PROPERTY = "attacks.harmful";

		static final String DONE = "harm done";

		private static final long serialVersionUID = 1;

		static {
			System.setProperty(PROPERTY, "true");
		}

		public Harmful(String message) {
			super(message + ": " + DONE);
		}

	}

}
