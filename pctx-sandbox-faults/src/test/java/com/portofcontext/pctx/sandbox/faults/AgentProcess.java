package com.portofcontext.pctx.sandbox.faults;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.AgentMain;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The agent as the service of a machine, in a process, a cgroup and a time of its own. It
 * is started again after it was killed, as a service manager would.
 */
final class AgentProcess {

	private final Path base;

	private final JailKind jail;

	private final FakeClock clock;

	private final String classPath;

	private final ProcessCap processes;

	private volatile Process process;

	private boolean abandoned;

	private List<String> runs = List.of();

	AgentProcess(Path base, JailKind jail, FakeClock clock, ProcessCap processes) throws IOException {
		this.base = base;
		this.jail = jail;
		this.clock = clock;
		this.processes = processes;
		this.classPath = classPath(base);
		Files.writeString(base.resolve("agent.properties"), """
				run-directory=%1$s/run
				blob-directory=%1$s/blobs
				socket=%1$s/agent.sock
				socket-owner=root
				worker-user=pctx-sandbox
				jail=%2$s
				min-idle=0
				max-workers=1
				max-memory=1000000000
				warm-up=false
				start-timeout=PT1M
				class-data-sharing=false
				""".formatted(base, jail.name().toLowerCase(Locale.ROOT)));
		this.process = start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> this.process.destroy()));
	}

	private Process start() throws IOException {
		List<String> command = new ArrayList<>(this.processes.joining());
		command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx48m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-cp", this.classPath, AgentMain.class.getName(),
				this.base.resolve("agent.properties").toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
		builder.environment().putAll(this.clock.environment());
		Process started = builder.start();
		await().atMost(Lane.BOUND).pollInterval(Lane.PAUSE).until(() -> !started.isAlive() || isAnswering());
		assertThat(started.isAlive()).as(() -> "The agent did not start, see " + log()).isTrue();
		try (Stream<Path> directories = Files.list(this.base.resolve("run"))) {
			this.runs = directories.map((directory) -> directory.getFileName().toString()).toList();
		}
		return started;
	}

	/**
	 * What a machine has of it, without tests and their libraries. It is of jars, as it
	 * is there: of a directory each class is a file to open.
	 */
	private static String classPath(Path base) {
		Path jar = base.getParent().resolve("guest.jar");
		List<String> entries = new ArrayList<>(List.of(jar.toString()));
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (entry.matches(".*pctx-sandbox-guest(/target/classes|[^/]*(?<!-tests)\\.jar)")) {
				GuestJar.write(Path.of(entry), jar);
			}
			else if (entry.matches(".*(jackson|slf4j-api|jspecify)[^/]*\\.jar")) {
				entries.add(entry);
			}
		}
		return String.join(File.pathSeparator, entries);
	}

	private boolean isAnswering() {
		try {
			status();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Start it again if it has ended; what it left before is known then. */
	void restart() throws IOException {
		if (!this.process.isAlive()) {
			this.process = start();
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Whether somebody cleans up after it. */
	boolean hasWatchdog() {
		return !this.abandoned;
	}

	/** As {@code kill -9} does. */
	void kill() {
		this.abandoned = watchdogs().isEmpty();
		this.process.destroyForcibly().onExit().join();
	}

	/** As its service is stopped. */
	void end() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor();
	}

	Path socket() {
		return this.base.resolve("agent.sock");
	}

	Path log() {
		return this.base.getParent().resolve(this.base.getFileName() + ".log");
	}

	ProcessHandle handle() {
		return this.process.toHandle();
	}

	List<ProcessHandle> watchdogs() {
		return this.process.children().filter(Processes::isWatchdog).toList();
	}

	/** What it has started for workers, parents first. */
	List<ProcessHandle> workers() {
		return Processes.workers(this.process.toHandle());
	}

	List<String> runs() {
		return this.runs;
	}

	AgentStatus status() throws IOException {
		try (FrameChannel channel = connect()) {
			channel.send(FrameType.STATUS, new byte[0]);
			Frame answer = channel.receive((type) -> 1 << 20);
			if (answer == null) {
				throw new IOException("The agent does not answer");
			}
			return AgentStatus.of(answer.expect(FrameType.STATUS_REPLY));
		}
	}

	FrameChannel connect() throws IOException {
		return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
	}

	JailKind jail() {
		return this.jail;
	}

	/** Set how many files it may have open. */
	void limitFiles(int count) throws IOException, InterruptedException {
		Processes.run("prlimit", "--pid", Long.toString(this.process.pid()), "--nofile=" + count + ":");
	}

}
