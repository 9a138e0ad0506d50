package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection to a Lima machine whose {@code ssh} is killed in the middle of a call. The
 * application's side is the real one; for there is no virtual machine here, its commands
 * {@code limactl} and {@code ssh} are stand-ins, and the agent is on this host.
 */
final class DoomedForward {

	static final String ENDED = "call ended with ";

	private static final String ACCOUNT = "pctx-sandbox";

	private static final String LIMACTL = """
			#!/bin/sh
			cd %1$s
			case "$*" in
				*--version) echo "limactl version 2.2.0" ;;
				*" create "*) touch made ;;
				*"list --json") [ ! -e made ] || echo '{"name": "pctx", "status": "Running", "dir": "%1$s/home/pctx",
					"vmType": "vz", "sshConfigFile": "%1$s/ssh.config"}' | tr -d '\n' ;;
			esac
			""";

	private static final String SSH = """
			#!/bin/sh
			exec %s/bin/java -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp %s %s %s %s "$@"
			""";

	private final Path directory;

	private final Path run;

	private final AgentProcess agent;

	private final Relay relay;

	DoomedForward(Path base, AgentProcess agent, Relay relay) throws IOException {
		this.directory = Files.createDirectories(base.resolveSibling("lima"));
		this.run = base.resolve("run");
		this.agent = agent;
		this.relay = relay;
		install("limactl", LIMACTL.formatted(this.directory));
		install("ssh", SSH.formatted(System.getProperty("java.home"), classes(), StandInSsh.class.getName(),
				relay.socket(), this.directory.resolve("installed")));
	}

	private void install(String name, String script) throws IOException {
		Path file = Files.writeString(this.directory.resolve(name), script);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private static String classes() {
		return StandInSsh.class.getProtectionDomain().getCodeSource().getLocation().getPath();
	}

	/**
	 * The call ends as the fault has it; the next one finds the machine connected anew.
	 */
	Ending run(Fault fault) throws Exception {
		Path log = this.directory.resolve("host.log");
		Process[] host = new Process[1];
		RelayedConnection[] call = new RelayedConnection[1];
		Trigger trigger = new Trigger(fault.step(), () -> {
			call[0] = this.relay.call();
			Processes.kill(forwards(host[0]));
		});
		this.relay.watch(trigger);
		host[0] = start(log);
		WorkerWatch watch = new WorkerWatch(this.run, this.agent.handle(), () -> false, trigger);
		try {
			Step reached = trigger.injected().get(Lane.BOUND.toSeconds(), TimeUnit.SECONDS);
			assertThat(host[0].waitFor(Lane.BOUND.toSeconds(), TimeUnit.SECONDS)).as("it ended, see %s", log).isTrue();
			List<Ending> endings = endings(log);
			assertThat(endings).as("its calls, see %s", log).hasSize(2);
			assertThat(endings.get(0)).as("at %s", reached).isIn(fault.kind().endings(reached));
			assertThat(endings.get(0) == Ending.UNAVAILABLE && call[0].hasRun()).as("printed, but never ran").isFalse();
			assertThat(endings.get(1)).as("the next call").isEqualTo(Ending.RESULT);
			return endings.get(0);
		}
		finally {
			watch.close();
			this.relay.watch(null);
			host[0].descendants().forEach(ProcessHandle::destroyForcibly);
			host[0].destroyForcibly().waitFor();
		}
	}

	private static List<ProcessHandle> forwards(Process host) {
		List<ProcessHandle> forwards = host.descendants()
			.filter((process) -> Processes.commandLine(process).contains(StandInSsh.class.getName()))
			.toList();
		assertThat(forwards).as("connections to the machine").isNotEmpty();
		return forwards;
	}

	private static List<Ending> endings(Path log) throws IOException {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> line.startsWith(ENDED))
				.map((line) -> Ending.valueOf(line.substring(ENDED.length())))
				.toList();
		}
	}

	/** Lima runs nothing for root, so it is somebody else in a user namespace. */
	private Process start(Path log) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("unshare", "--user", "--map-user=" + ACCOUNT,
				"--map-group=" + ACCOUNT, System.getProperty("java.home") + "/bin/java", "-Xmx128m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LimaProgram.class.getName(),
				this.directory.toString());
		builder.environment().merge("PATH", this.directory.toString(), (path, first) -> first + ":" + path);
		return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

}
