package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The name of a class that does harm when it is made, where a value is expected.
 */
class GadgetClassName extends ResultAttack {

	@Override
	public Object attack(List<String> arguments) {
		return List.of(Gadget.class.getName(), Map.of("@class", Gadget.class.getName(), "file", arguments.get(0)));
	}

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.openDirectory().resolve("written").toString());
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(Gadget.MADE)
				|| (trial.report() != null && !trial.answer().contains(Gadget.class.getName()));
	}

}
