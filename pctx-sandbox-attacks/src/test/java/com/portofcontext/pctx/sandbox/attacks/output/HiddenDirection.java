package com.portofcontext.pctx.sandbox.attacks.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Text that is shown in another order than it has.
 */
class HiddenDirection implements Attack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		System.out.write("amount \u202e001 \u2066\n".getBytes(StandardCharsets.UTF_8));
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		String bytes = new String("\u202e".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		return trial.answer().contains("\u202e") || trial.answer().contains(bytes);
	}

}
