package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The accounts of the machine.
 */
class PasswordFile implements Attack {

	@Override
	public String attack(List<String> arguments) {
		return Hostile.read("/etc/passwd") + Hostile.read("/proc/self/root/etc/passwd")
				+ Hostile.read("/proc/1/root/etc/passwd");
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return trial.answer().contains("root:x:0:0:");
	}

}
