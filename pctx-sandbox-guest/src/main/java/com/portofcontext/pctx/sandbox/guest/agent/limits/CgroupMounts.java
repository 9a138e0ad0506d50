package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where this process stands in the cgroup hierarchies, from {@code /proc/self}.
 *
 * @param unified this process's directory in the unified hierarchy (v2), if mounted
 * @param unifiedMount where the unified hierarchy is mounted
 * @param unifiedRoot what part of the unified hierarchy is mounted there
 * @param controllers this process's directory in the hierarchy of each v1 controller
 */
record CgroupMounts(@Nullable Path unified, @Nullable Path unifiedMount, String unifiedRoot,
		Map<String, Path> controllers) {

	private static final String UNIFIED = "0::";

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
		String unifiedRoot = "/";
		Map<String, Path> controllers = new HashMap<>();
		for (String line : mountInfo) {
			String[] halves = line.split(" - ", 2);
			String[] left = halves[0].split(" ");
			String[] right = halves[1].split(" ");
			Path mount = Path.of(left[4]);
			if (right[0].equals("cgroup2")) {
				unifiedMount = mount;
				unifiedRoot = left[3];
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
		return new CgroupMounts(unified, unifiedMount, unifiedRoot, Map.copyOf(controllers));
	}

	/**
	 * Return a process's directory in the unified hierarchy.
	 * @param process the process
	 * @return the directory, or {@code null} if there is no such process or hierarchy
	 */
	@Nullable Path unifiedOf(@Nullable ProcessHandle process) {
		if (process == null) {
			return null;
		}
		try {
			return unified(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "cgroup")));
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Return the directory in the unified hierarchy that a membership names.
	 * @param membership the lines of a {@code /proc/PID/cgroup}
	 * @return the directory, or {@code null} if they name none
	 */
	@Nullable Path unified(List<String> membership) {
		Path mount = this.unifiedMount;
		if (mount == null) {
			return null;
		}
		return membership.stream()
			.filter((line) -> line.startsWith(UNIFIED))
			.findFirst()
			.map((line) -> within(mount, this.unifiedRoot, line.substring(UNIFIED.length())))
			.orElse(null);
	}

	/** The mount shows a part of the hierarchy that begins at {@code root}. */
	private static Path within(Path mount, String root, @Nullable String path) {
		Path absolute = Path.of((path != null) ? path : "/");
		if (List.of(absolute.toString().split("/")).contains("..")) {
			return mount;
		}
		return mount.resolve(Path.of(absolute.startsWith(root) ? root : "/").relativize(absolute));
	}

}
