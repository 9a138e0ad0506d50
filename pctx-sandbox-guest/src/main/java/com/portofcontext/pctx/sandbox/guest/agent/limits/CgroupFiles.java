package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes the files of cgroups.
 */
final class CgroupFiles {

	private CgroupFiles() {
	}

	static String read(Path file) throws IOException {
		return Files.readString(file).strip();
	}

	static long readLong(Path file, long otherwise) {
		try {
			return Long.parseLong(read(file));
		}
		catch (IOException | NumberFormatException ex) {
			return otherwise;
		}
	}

	/** Read a value from a file of lines such as {@code oom_kill 3}. */
	static long readKey(Path file, String key, long otherwise) {
		try {
			for (String line : Files.readAllLines(file)) {
				if (line.startsWith(key + " ")) {
					return Long.parseLong(line.substring(key.length() + 1).strip());
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			return otherwise;
		}
		return otherwise;
	}

	static void write(Path file, Object value) throws IOException {
		Files.writeString(file, value.toString());
	}

	/** Write what is no limit, or what another way is left for. */
	static boolean tryWrite(Path file, Object value) {
		try {
			write(file, value);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static List<Long> processes(Path group) throws IOException {
		return Files.readAllLines(group.resolve("cgroup.procs")).stream().map(Long::valueOf).toList();
	}

	static boolean remove(Path group) {
		try {
			Files.deleteIfExists(group);
			return true;
		}
		catch (NoSuchFileException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static void kill(List<Long> processes) {
		for (long pid : processes) {
			ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

}
