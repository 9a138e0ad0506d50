package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process, as the kernel shows it to the machine's root.
 *
 * @param pid its id on the machine
 */
public record HostProcess(long pid) {

	/** All there are. */
	static Stream<HostProcess> all() {
		String[] names = Path.of("/proc").toFile().list((directory, name) -> Character.isDigit(name.charAt(0)));
		return Arrays.stream((names != null) ? names : new String[0]).map(Long::valueOf).map(HostProcess::new);
	}

	/** A file below its directory in {@code /proc}, or nothing if it ended. */
	public String read(String name) {
		try {
			return new String(Files.readAllBytes(path(name)), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/** Where a link below its directory in {@code /proc} leads, or nothing. */
	public String link(String name) {
		try {
			return Files.readSymbolicLink(path(name)).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

	private Path path(String name) {
		return Path.of("/proc", Long.toString(this.pid), name);
	}

	/** A value of its status, such as {@code VmRSS}. */
	public String status(String key) {
		return read("status").lines()
			.filter((line) -> line.startsWith(key + ":"))
			.map((line) -> line.substring(key.length() + 1).strip())
			.findFirst()
			.orElse("");
	}

	/** Resident memory in bytes, files in memory included. */
	public long memory() {
		String kilobytes = status("VmRSS").replaceAll("\\D", "");
		return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
	}

	public int threads() {
		String count = status("Threads");
		return count.isEmpty() ? 0 : Integer.parseInt(count);
	}

	public String commandLine() {
		return read("cmdline").replace('\0', ' ');
	}

	/** Its id where it was started, which may be a container. */
	public long pidInside() {
		String[] ids = status("NSpid").split("\\s+");
		return Long.parseLong(ids[ids.length - 1]);
	}

	public boolean isAlive() {
		String state = status("State");
		return !state.isEmpty() && !state.startsWith("Z") && !state.startsWith("X");
	}

	/** What its open descriptors lead to. */
	public List<String> descriptors() {
		String[] names = path("fd").toFile().list();
		List<String> targets = new ArrayList<>();
		for (String name : (names != null) ? names : new String[0]) {
			targets.add(link("fd/" + name));
		}
		return targets;
	}

}
