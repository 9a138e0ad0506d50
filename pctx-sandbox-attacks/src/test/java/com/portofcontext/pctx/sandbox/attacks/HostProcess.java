package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/**
 * A process, as the kernel shows it to the machine's root.
 *
 * @param pid its id on the machine
 */
public record HostProcess(long pid) {

	/** Of {@code /proc/PID/stat}, counted from what follows the program's name. */
	private static final int USER_TIME = 11;

	private static final int SYSTEM_TIME = 12;

	/** More than what whoever sleeps needs, as CPU time is counted. */
	private static final int SOME = 10;

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

	/** CPU time in hundredths of a second. */
	public long cpuTime() {
		String status = read("stat");
		String[] columns = status.substring(status.lastIndexOf(')') + 1).strip().split(" ");
		return (columns.length > SYSTEM_TIME)
				? Long.parseLong(columns[USER_TIME]) + Long.parseLong(columns[SYSTEM_TIME]) : 0;
	}

	/** Whether some keep a CPU busy. */
	public static boolean spin(List<HostProcess> processes) {
		long before = cpuTime(processes);
		try {
			await().atMost(Scene.BOUND)
				.until(() -> cpuTime(processes) > before + SOME || processes.stream().noneMatch(HostProcess::isAlive));
			return cpuTime(processes) > before + SOME;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

	public static long cpuTime(List<HostProcess> processes) {
		return processes.stream().mapToLong(HostProcess::cpuTime).sum();
	}

	/** What it has written, to files and pipes alike. */
	public long writtenBytes() {
		return read("io").lines()
			.filter((line) -> line.startsWith("wchar: "))
			.mapToLong((line) -> Long.parseLong(line.substring(7)))
			.sum();
	}

	/** A file that it would find by a path, which need not be one of the machine's. */
	public Path file(String path) {
		return path("root" + path);
	}

	/** A file below its current directory. */
	public Path ownFile(String name) {
		return path("cwd").resolve(name);
	}

	/** What it would be told is the name of the machine. */
	public String hostName() {
		try {
			Process process = new ProcessBuilder("nsenter", "--target", Long.toString(this.pid), "--uts", "uname", "-n")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			try (InputStream output = process.getInputStream()) {
				return new String(output.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
			}
		}
		catch (IOException ex) {
			return "";
		}
	}

	public boolean isJvm() {
		return link("exe").endsWith("java");
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
