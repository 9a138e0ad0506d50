package com.portofcontext.pctx.sandbox.attacks.environment;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Theft;

/**
 * What the application was told by system properties.
 */
class SystemProperties extends Theft {

	@Override
	public List<String> prepare(Scene scene) {
		System.setProperty("attacks.token", "stolen " + scene.secret());
		scene.atEnd(() -> System.clearProperty("attacks.token"));
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) {
		return System.getProperties() + ManagementFactory.getRuntimeMXBean().getInputArguments().toString();
	}

	@Override
	public Control control() {
		return Control.none("no process inherits them");
	}

}
