package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Classes of the application's libraries, and what their static fields hold.
 */
class ClassesOfTheApplication implements Attack {

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String name : List.of("org.springframework.context.ApplicationContext",
				"org.springframework.core.env.Environment", "ch.qos.logback.classic.Logger",
				"org.junit.jupiter.api.Test")) {
			all.append(Hostile.attempt(() -> "loaded " + Class.forName(name)));
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("loaded ");
	}

	@Override
	public Control control() {
		return Control.none("a plain process has the class path that it is given");
	}

}
