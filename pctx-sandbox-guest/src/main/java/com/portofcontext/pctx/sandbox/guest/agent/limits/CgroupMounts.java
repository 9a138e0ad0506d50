package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where this process stands in the cgroup hierarchies, from {@code /proc/self}.
 *
 * @param unified this process's directory in the unified hierarchy (v2), if mounted
 * @param unifiedMount where the unified hierarchy is mounted
 * @param controllers this process's directory in the hierarchy of each v1 controller
 */
record CgroupMounts(@Nullable Path unified, @Nullable Path unifiedMount, Map<String, Path> controllers) {

	static CgroupMounts read() throws IOException {
		return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")),
				Files.readAllLines(Path.of("/proc/self/cgroup")));
	}

	static CgroupMounts parse(List<String> mountInfo, List<String> membership) {
		Map<String, String> paths = new HashMap<>();
		for (String line : membership) {
			String[] parts = line.split(":", 3);
			for (String controller : parts[1].split(",")) {
				paths.put(controller, parts[2]);
			}
		}
		Path unified = null;
		Path unifiedMount = null;
		Map<String, Path> controllers = new HashMap<>();
		for (String line : mountInfo) {
			String[] halves = line.split(" - ", 2);
			String[] left = halves[0].split(" ");
			String[] right = halves[1].split(" ");
			Path mount = Path.of(left[4]);
			if (right[0].equals("cgroup2")) {
				unifiedMount = mount;
				unified = within(mount, left[3], paths.get(""));
			}
			else if (right[0].equals("cgroup")) {
				for (String option : right[2].split(",")) {
					if (paths.containsKey(option)) {
						controllers.put(option, within(mount, left[3], paths.get(option)));
					}
				}
			}
		}
		return new CgroupMounts(unified, unifiedMount, Map.copyOf(controllers));
	}

	/** The mount shows a part of the hierarchy that begins at {@code root}. */
	private static Path within(Path mount, String root, @Nullable String path) {
		String relative = (path != null) ? path : "/";
		if (!root.equals("/") && relative.startsWith(root)) {
			relative = relative.substring(root.length());
		}
		List<String> names = Arrays.stream(relative.split("/")).filter((name) -> !name.isEmpty()).toList();
		return names.contains("..") ? mount : mount.resolve(String.join("/", names));
	}

}
