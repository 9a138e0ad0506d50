package com.portofcontext.pctx.sandbox.attacks.files;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The hashes of passwords.
 */
class ShadowFile implements Attack {

	@Override
	public String attack(List<String> arguments) {
		return Hostile.read("/etc/shadow") + Hostile.read("/etc/gshadow") + Hostile.read("/etc/shadow-")
				+ Hostile.read("/proc/1/root/etc/shadow");
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().lines().anyMatch((line) -> line.matches("(.*\\W)?root:[^:]*:.*"));
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
