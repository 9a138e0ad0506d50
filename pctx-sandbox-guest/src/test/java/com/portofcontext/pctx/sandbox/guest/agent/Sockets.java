package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the kernel says of a process's network and its sockets.
 *
 * @param process its directory below {@code /proc}
 */
record Sockets(Path process) {

	private static final String LISTENING = "0A";

	static Sockets ofThisProcess() {
		return new Sockets(Path.of("/proc/self"));
	}

	static List<Sockets> of(List<Long> processes) {
		return processes.stream().map((pid) -> new Sockets(Path.of("/proc", Long.toString(pid)))).toList();
	}

	boolean isJvm() {
		try {
			return Files.readSymbolicLink(this.process.resolve("exe")).endsWith("java");
		}
		catch (IOException ex) {
			return false;
		}
	}

	Path namespace() throws IOException {
		return Files.readSymbolicLink(this.process.resolve("ns/net"));
	}

	List<String> interfaces() throws IOException {
		return Files.readAllLines(this.process.resolve("net/dev"))
			.stream()
			.filter((line) -> line.contains(":"))
			.map((line) -> line.substring(0, line.indexOf(':')).strip())
			.toList();
	}

	/** Below a line of headings. */
	List<String> routes() throws IOException {
		return Files.readAllLines(this.process.resolve("net/route")).stream().skip(1).toList();
	}

	/** The TCP sockets it has open that listen. */
	List<String> listeners() throws IOException {
		Set<String> open = open();
		List<String> listeners = new ArrayList<>();
		for (String table : List.of("net/tcp", "net/tcp6")) {
			Path file = this.process.resolve(table);
			if (Files.exists(file)) {
				Files.readAllLines(file)
					.stream()
					.map((line) -> line.strip().split("\\s+"))
					.filter((columns) -> columns[3].equals(LISTENING)
							&& open.contains("socket:[%s]".formatted(columns[9])))
					.forEach((columns) -> listeners.add(this.process + " " + columns[1]));
			}
		}
		return listeners;
	}

	private Set<String> open() throws IOException {
		Set<String> open = new HashSet<>();
		try (Stream<Path> descriptors = Files.list(this.process.resolve("fd"))) {
			for (Path descriptor : descriptors.toList()) {
				if (Files.isSymbolicLink(descriptor)) {
					open.add(Files.readSymbolicLink(descriptor).toString());
				}
			}
		}
		return open;
	}

}
