package com.portofcontext.pctx.sandbox.attacks.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What {@code /sys} tells of the machine's devices.
 */
class SystemFiles implements Attack {

	@Override
	public String attack(List<String> arguments) {
		List<String> found = new ArrayList<>();
		for (String directory : List.of("/sys/class", "/sys/block", "/sys/fs/cgroup", "/sys/kernel", "/sys/module")) {
			String[] names = Path.of(directory).toFile().list();
			if (names != null && names.length > 0) {
				found.add("seen " + directory);
			}
		}
		return found.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("seen ");
	}

}
