package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * A command that prints what the real one did in the same situation, and notes what it
 * was asked for. Its instance is in one state, which commands change as the real ones do.
 */
final class ScriptedLimactl {

	private static final String SCRIPT = """
			#!/bin/sh
			cd DIRECTORY
			echo "${*#--tty=false --log-format=json }" >>asked
			answer() {
				cat "$1.out" 2>/dev/null
				cat "$1.err" >&2 2>/dev/null
				exit "$(cat "$1.rc" 2>/dev/null || echo 0)"
			}
			become() { echo "$1" >state; }
			case "$*" in
				*--version) answer version ;;
				*"list --json") answer "list-$(cat state)" ;;
				*" create "*) become created; answer create ;;
				*" start "*) [ -e start-works ] || answer start-fails; become running; answer start ;;
				*" stop "*--force) become stopped; answer stop ;;
				*" stop "*) answer "stop-$(cat state)" ;;
				*" delete "*) become none; answer delete ;;
				*" snapshot "*) answer snapshot ;;
				*) exit 0 ;;
			esac
			""";

	private static final List<String> RECORDED = List.of("version.out", "list-none.err", "list-created.out",
			"list-broken.out", "list-broken.err", "list-running.out", "list-stopped.out", "create.err", "start.err",
			"start-fails.err", "start-fails.rc", "stop.err", "stop-broken.err", "stop-broken.rc", "delete.err");

	private final Path directory;

	private final Path executable;

	/**
	 * Create a command.
	 * @param directory where it keeps what it needs
	 * @param home Lima's home
	 * @param state the state of its instance, such as {@code broken}
	 */
	ScriptedLimactl(Path directory, Path home, String state) throws IOException {
		this.directory = directory;
		for (String name : RECORDED) {
			Files.writeString(directory.resolve(name), recorded(name).replace("@HOME@", home.toString()));
		}
		Files.writeString(directory.resolve("state"), state);
		Files.writeString(directory.resolve("start-works"), "");
		this.executable = Files.writeString(directory.resolve("limactl"),
				SCRIPT.replace("DIRECTORY", directory.toString()));
		Files.setPosixFilePermissions(this.executable, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	static String recorded(String name) throws IOException {
		try (InputStream in = ScriptedLimactl.class.getResourceAsStream("recorded/" + name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** Have it answer something else than what was recorded. */
	void answer(String name, String text) throws IOException {
		Files.writeString(this.directory.resolve(name), text);
	}

	void failToStart() throws IOException {
		Files.delete(this.directory.resolve("start-works"));
	}

	String executable() {
		return this.executable.toString();
	}

	/** What it was asked for, but for questions. */
	List<String> asked() throws IOException {
		return Files.readAllLines(this.directory.resolve("asked"))
			.stream()
			.filter((line) -> !line.equals("list --json") && !line.equals("--version"))
			.toList();
	}

}
