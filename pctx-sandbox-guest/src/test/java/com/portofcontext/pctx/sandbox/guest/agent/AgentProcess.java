package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/**
 * An agent in a process of its own, which can be killed.
 */
final class AgentProcess implements AutoCloseable {

	private static final String SOCKET = "agent.sock";

	private final Process process;

	private final Path socket;

	private AgentProcess(Process process, Path socket) {
		this.process = process;
		this.socket = socket;
	}

	public static void main(String[] args) throws Exception {
		Agent.start(new AgentSettings(Path.of(args[0]), Path.of(args[1]), JailKind.valueOf(args[2]), Set.of(),
				"pctx-sandbox", AgentFixture.POOL));
		Thread.currentThread().join();
	}

	static AgentProcess start(AgentFixture fixture, JailKind jail) throws IOException {
		return start(fixture, jail, List.of());
	}

	/** Start an agent by a command that prepares its process, and becomes it. */
	static AgentProcess start(AgentFixture fixture, JailKind jail, List<String> enter) throws IOException {
		File log = fixture.base().resolve("agent.log").toFile();
		// From jars, which stay open, as in an application: of a directory each class is
		// a
		// file to open when it is first needed.
		String classPath = fixture.jars() + File.pathSeparator + System.getProperty("java.class.path");
		List<String> command = new ArrayList<>(enter);
		command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-cp", classPath,
				AgentProcess.class.getName(), fixture.run().toString(), fixture.blobs().toString(), jail.name()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
		await().atMost(AgentFixture.TIMEOUT)
			.untilAsserted(() -> assertThat(sockets(fixture)).as(Files.readString(log.toPath())).hasSize(1));
		Path socket = sockets(fixture).get(0);
		// The file is there a moment before anybody listens.
		await().atMost(AgentFixture.TIMEOUT)
			.untilAsserted(() -> assertThatCode(() -> SocketChannel.open(UnixDomainSocketAddress.of(socket)).close())
				.doesNotThrowAnyException());
		return new AgentProcess(process, socket);
	}

	private static List<Path> sockets(AgentFixture fixture) throws IOException {
		if (!Files.exists(fixture.run())) {
			return List.of();
		}
		try (Stream<Path> runs = Files.list(fixture.run())) {
			return runs.map((run) -> run.resolve(SOCKET)).filter(Files::exists).toList();
		}
	}

	/** How often anybody of its network namespace began to connect by TCP. */
	long connections() throws IOException {
		List<String[]> lines = Files.readAllLines(Path.of("/proc", Long.toString(this.process.pid()), "net/snmp"))
			.stream()
			.filter((line) -> line.startsWith("Tcp:"))
			.map((line) -> line.split(" "))
			.toList();
		return Long.parseLong(lines.get(1)[List.of(lines.get(0)).indexOf("ActiveOpens")]);
	}

	Path socket() {
		return this.socket;
	}

	/** The process that would clean up after this one. */
	ProcessHandle watchdog() {
		return this.process.descendants()
			.filter((child) -> child.info().commandLine().orElse("").contains("pctx-sandbox-watchdog"))
			.findFirst()
			.orElseThrow();
	}

	/** Set how many files it may have open, as an administrator could. */
	void limitFiles(String count) throws IOException, InterruptedException {
		Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(this.process.pid()),
				"--nofile=" + count + ":")
			.inheritIO()
			.start();
		assertThat(limit.waitFor()).isZero();
	}

	/** As {@code kill -9} does. */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
	}

}
