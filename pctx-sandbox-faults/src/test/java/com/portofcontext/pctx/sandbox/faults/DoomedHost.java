package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that is killed in the middle of its call.
 */
final class DoomedHost {

	private final Path base;

	private final AgentProcess agent;

	private final Relay relay;

	DoomedHost(Path base, AgentProcess agent, Relay relay) {
		this.base = base;
		this.agent = agent;
		this.relay = relay;
	}

	Ending run(Fault fault) throws Exception {
		if (fault.kind() == FaultKind.HOST_KILLED) {
			killHost(fault);
		}
		else {
			killApplication(fault);
		}
		return Ending.NOBODY;
	}

	private void killHost(Fault fault) throws Exception {
		Process[] host = new Process[1];
		Trigger trigger = new Trigger(fault.step(), () -> host[0].destroyForcibly().onExit().join());
		this.relay.watch(trigger);
		host[0] = start(this.base.resolve("blobs").toString(), this.relay.socket().toString());
		WorkerWatch watch = new WorkerWatch(this.base.resolve("run"), this.agent.handle(), () -> false, trigger);
		try {
			trigger.injected().get(Lane.BOUND.toSeconds(), TimeUnit.SECONDS);
		}
		finally {
			watch.close();
			end(host[0]);
		}
	}

	/** The agent of its own is killed with it, and the watchdog alone is left. */
	private void killApplication(Fault fault) throws Exception {
		Path own = Files.createDirectories(this.base.resolve("application"));
		Path run = own.resolve("run");
		Process host = start(this.base.resolve("blobs").toString(), run.toString(), this.agent.jail().name());
		List<String> runs = new ArrayList<>();
		Trigger trigger = new Trigger(fault.step(), () -> {
			runs.addAll(names(run));
			host.destroyForcibly().onExit().join();
		});
		WorkerWatch watch = new WorkerWatch(run, host.toHandle(), () -> false, trigger);
		try {
			if (trigger.isFor(Step.RUNNING)) {
				await().atMost(Lane.BOUND)
					.pollInterval(Lane.PAUSE)
					.until(() -> Files.readString(log()).contains("[sandbox] " + Victim.STARTED));
				trigger.reach(Step.RUNNING);
			}
			trigger.injected().get(Lane.BOUND.toSeconds(), TimeUnit.SECONDS);
		}
		finally {
			watch.close();
			end(host);
		}
		assertThat(runs).as("runs of the application").hasSize(1);
		Leftovers leftovers = new Leftovers(own, runs);
		await().atMost(Lane.BOUND).pollInterval(Lane.PAUSE).untilAsserted(() -> assertThat(leftovers.all()).isEmpty());
	}

	private static List<String> names(Path directory) throws IOException {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.map((entry) -> entry.getFileName().toString()).toList();
		}
	}

	private static void end(Process host) throws InterruptedException {
		host.destroyForcibly().waitFor();
	}

	private Path log() {
		return this.base.getParent().resolve("host.log");
	}

	private Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx128m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				HostProgram.class.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
	}

}
