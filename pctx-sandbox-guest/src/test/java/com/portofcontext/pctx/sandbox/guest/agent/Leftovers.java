package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is there of agents and their workers, as the kernel tells it: nothing here asks
 * the agent.
 */
public final class Leftovers {

	private static final int MAX_DEPTH = 8;

	private final Path base;

	private final Collection<String> runs;

	/**
	 * Look for what belongs to some agents.
	 * @param base the directory that holds all files of theirs
	 * @param runs their names
	 */
	public Leftovers(Path base, Collection<String> runs) {
		this.base = base;
		this.runs = runs;
	}

	/** Whatever is there: processes, cgroups, directories and sockets. */
	public List<String> all() {
		List<String> all = new ArrayList<>();
		processes().forEach((pid) -> all.add("process %d %s".formatted(pid, commandLine(pid))));
		cgroups().forEach((path) -> all.add("cgroup " + path));
		files(this.base.resolve("run").toFile()).forEach((file) -> all.add("file " + file));
		return all;
	}

	/** Processes in one of the groups, or with a file of theirs in the command line. */
	public List<Long> processes() {
		return ids().filter((pid) -> isInGroup(pid) || isNamed(pid)).toList();
	}

	/** What is there of workers only: their processes, groups and directories. */
	public List<String> workers() {
		List<String> all = new ArrayList<>();
		ids().filter(this::isInGroup).forEach((pid) -> all.add("process %d %s".formatted(pid, commandLine(pid))));
		cgroups().stream()
			.filter((path) -> !this.runs.contains(path.getFileName().toString()))
			.forEach((path) -> all.add("cgroup " + path));
		for (String run : this.runs) {
			files(this.base.resolve("run").resolve(run).toFile()).stream()
				.filter(File::isDirectory)
				.forEach((file) -> all.add("directory " + file));
		}
		return all;
	}

	/** The groups of agents and of their workers, in all hierarchies. */
	public List<Path> cgroups() {
		List<Path> found = new ArrayList<>();
		findCgroups(new File("/sys/fs/cgroup"), false, MAX_DEPTH, found);
		return found;
	}

	private static Stream<Long> ids() {
		String[] names = new File("/proc").list((directory, name) -> Character.isDigit(name.charAt(0)));
		return Arrays.stream((names != null) ? names : new String[0]).map(Long::valueOf);
	}

	private boolean isInGroup(long pid) {
		String groups = read(pid, "cgroup");
		return this.runs.stream().anyMatch(groups::contains);
	}

	private boolean isNamed(long pid) {
		String command = commandLine(pid);
		return pid != ProcessHandle.current().pid() && this.runs.stream()
			.anyMatch((run) -> command.contains(this.base.resolve("run").resolve(run).toString()));
	}

	private static String commandLine(long pid) {
		return read(pid, "cmdline").replace('\0', ' ');
	}

	private static String read(long pid, String file) {
		try {
			return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			// It ended meanwhile.
			return "";
		}
	}

	private void findCgroups(File directory, boolean below, int depth, List<Path> found) {
		boolean ours = below || this.runs.stream().anyMatch(directory.getName()::contains);
		if (ours) {
			found.add(directory.toPath());
		}
		File[] children = (depth > 0) ? directory.listFiles(File::isDirectory) : null;
		for (File child : (children != null) ? children : new File[0]) {
			findCgroups(child, ours, depth - 1, found);
		}
	}

	private static List<File> files(File directory) {
		File[] children = directory.listFiles();
		return List.of((children != null) ? children : new File[0]);
	}

}
