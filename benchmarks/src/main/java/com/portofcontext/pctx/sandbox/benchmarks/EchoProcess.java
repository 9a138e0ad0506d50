package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Floor of a worker's start: a whole process of the echo program, plain or in a jail.
 */
enum EchoProcess {

	PLAIN("java echo program", ""),

	BUBBLEWRAP("bwrap java echo program",
			"bwrap --unshare-all --die-with-parent --cap-drop ALL --ro-bind / / --proc /proc --dev /dev"),

	FIREJAIL("firejail java echo program",
			"firejail --quiet --noprofile --net=none --caps.drop=all --nonewprivs --seccomp");

	static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
			"-Xshare:auto");

	private static final String TEXT = "echo";

	private static final int WARM_UP = 5;

	private static final int COUNT = 40;

	private final String title;

	private final String jail;

	EchoProcess(String title, String jail) {
		this.title = title;
		this.jail = jail;
	}

	/** The one that is in the jail whose name a status begins with. */
	static EchoProcess of(String jail) {
		return jail.startsWith("firejail") ? FIREJAIL : BUBBLEWRAP;
	}

	Figure measure() throws Exception {
		return Figure.of(this.title, Samples.time(WARM_UP, COUNT, Samples.Action.NONE, this::run), Figure.MILLIS);
	}

	void run() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(jail());
		command.addAll(java(TEXT));
		try (JavaProgram program = JavaProgram.start(command)) {
			program.awaitLine(TEXT);
			program.awaitEnd();
		}
	}

	String title() {
		return this.title;
	}

	List<String> jail() {
		return this.jail.isEmpty() ? List.of() : List.of(this.jail.split(" "));
	}

	static List<String> java(String... arguments) {
		return JavaProgram.command(OPTIONS, EchoProgram.class, JavaProgram.origin(EchoProgram.class), arguments);
	}

}
