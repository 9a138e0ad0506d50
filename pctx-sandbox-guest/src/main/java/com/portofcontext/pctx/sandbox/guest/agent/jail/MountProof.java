package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves that a worker can write nothing that lasts: what it may write is its own sized
 * scratch directory, and nothing else but memory of its own.
 */
final class MountProof {

	private static final Set<String> DEVICES = Set.of("null", "zero", "full", "random", "urandom", "tty");

	private final Path worker;

	private final Cell cell;

	private final Jail jail;

	MountProof(Path worker, Cell cell, Jail jail) {
		this.worker = worker;
		this.cell = cell;
		this.jail = jail;
	}

	void prove(List<String> facts) throws IOException, JailException {
		Map<Path, Mount> mounts = read();
		Path scratch = this.jail.scratch(this.cell);
		Mount mount = mounts.get(scratch);
		if (mount == null || !mount.type().equals("tmpfs")) {
			throw new JailException("its scratch directory %s is no tmpfs".formatted(scratch));
		}
		long size = mount.size();
		if (size <= 0 || size > roundedUp(this.cell.limits().scratch())) {
			throw new JailException("its scratch directory holds %d bytes where %d were asked".formatted(size,
					this.cell.limits().scratch()));
		}
		facts.add("scratch=" + size);
		for (Path directory : List.of(Path.of("/run"), Path.of("/var"))) {
			Mount cover = mounts.get(directory);
			boolean present = Files.exists(this.worker.resolve("root" + directory));
			if (present && (cover == null || !cover.type().equals("tmpfs"))) {
				throw new JailException("the machine's %s, where services listen, is not hidden".formatted(directory));
			}
		}
		WritableFiles writable = new WritableFiles(this.worker.resolve("root"), this.cell.user(), mounts.keySet());
		for (Mount other : mounts.values()) {
			if (other.writable() && !other.isMemory() && !other.isDevice()) {
				writable.refuse(other.target());
			}
		}
		facts.add("writable=tmpfs");
	}

	private static long roundedUp(long bytes) {
		long page = 4096;
		return (bytes + page - 1) / page * page;
	}

	/** Later mounts cover earlier ones at and below their target. */
	private Map<Path, Mount> read() throws IOException {
		Deque<Mount> all = new ArrayDeque<>();
		for (String line : Files.readAllLines(this.worker.resolve("mountinfo"))) {
			all.add(Mount.parse(line));
		}
		Map<Path, Mount> visible = new LinkedHashMap<>();
		for (Mount mount : all) {
			visible.keySet().removeIf((target) -> target.startsWith(mount.target()));
			visible.put(mount.target(), mount);
		}
		return visible;
	}

	/**
	 * One line of mountinfo.
	 */
	private record Mount(Path target, String type, boolean writable, String superOptions) {

		static Mount parse(String line) {
			String[] halves = line.split(" - ", 2);
			String[] left = halves[0].split(" ");
			String[] right = halves[1].split(" ", 3);
			boolean writable = List.of(left[5].split(",")).contains("rw");
			return new Mount(Path.of(left[4].replace("\\040", " ")), right[0], writable, right[2]);
		}

		/** A single device that a jail bound, such as the null device. */
		boolean isDevice() {
			return this.type.equals("devtmpfs") && this.target.getNameCount() > 1
					&& DEVICES.contains(this.target.getFileName().toString());
		}

		/** File systems that live in memory or are the kernel's own. */
		boolean isMemory() {
			return List.of("tmpfs", "proc", "devpts", "mqueue", "sysfs").contains(this.type);
		}

		long size() {
			for (String option : this.superOptions.split(",")) {
				if (option.startsWith("size=")) {
					String value = option.substring("size=".length());
					return value.endsWith("k") ? Long.parseLong(value.substring(0, value.length() - 1)) * 1024
							: Long.parseLong(value);
				}
			}
			return -1;
		}

	}

}
