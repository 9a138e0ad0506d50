package com.portofcontext.pctx.sandbox.attacks.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A setting of the kernel's, written as it is.
 */
class KernelSettings implements Attack {

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String name : List.of("kernel/core_pattern", "kernel/hostname", "vm/overcommit_memory")) {
			Path file = Path.of("/proc/sys", name);
			all.append(Hostile.attempt(() -> {
				String value = Files.readString(file);
				Files.writeString(file, value);
				return "written " + name;
			}));
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("written ");
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
