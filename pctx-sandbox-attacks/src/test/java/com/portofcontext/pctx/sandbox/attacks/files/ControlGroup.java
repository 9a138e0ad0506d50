package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Its own limits, raised in the files of its control group.
 */
class ControlGroup implements Attack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		List<String> found = new ArrayList<>();
		for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
			String[] parts = line.split(":", 3);
			for (String mount : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/" + parts[1], "/sys/fs/cgroup/unified")) {
				Path group = Path.of(mount + parts[2]);
				if (Files.exists(group.resolve("cgroup.procs"))) {
					found.add("seen " + group);
				}
			}
		}
		return found.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("seen ");
	}

}
