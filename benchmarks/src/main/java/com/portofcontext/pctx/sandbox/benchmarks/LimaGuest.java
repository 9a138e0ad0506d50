package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The guest of a machine that runs, without the sandbox: what it and the way to it take.
 */
final class LimaGuest {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final String ECHO_SOCKET = "/tmp/pctx-benchmark.sock";

	private static final int WARM_UP = 3;

	private static final int STARTS = 10;

	private static final int ROUND_TRIPS = 1000;

	private static final int CONNECTIONS = 100;

	private final Path home;

	/**
	 * Create a guest.
	 * @param home Lima's home
	 */
	LimaGuest(Path home) {
		this.home = home;
	}

	/** The one socket by which an application that runs reaches the agent. */
	Path agentSocket() throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("_pctx/pctx"))) {
			return files.filter((file) -> file.toString().endsWith(".sock")).findFirst().orElseThrow();
		}
	}

	List<String> ssh(String... more) {
		List<String> command = new ArrayList<>(
				List.of("ssh", "-F", this.home.resolve("pctx/ssh.config").toString(), "-o", "ControlMaster=no", "-o",
						"ControlPath=none", "-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes"));
		command.addAll(List.of(more));
		return command;
	}

	/** A script of ours, as an argument for the guest's shell. */
	static String python(String name, String... arguments) throws IOException {
		try (InputStream in = Objects.requireNonNull(LimaGuest.class.getResourceAsStream(name))) {
			String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			return "python3 -c '%s' %s".formatted(script, String.join(" ", arguments));
		}
	}

	/** A program's whole runs in the guest, as the guest's clock tells them. */
	Figure starts(String name, String command) throws Exception {
		byte[] printed = Command.run(PATIENCE, new byte[0],
				ssh("lima-pctx", python("starts.py", Integer.toString(WARM_UP), Integer.toString(STARTS), command)));
		List<Double> millis = new String(printed, StandardCharsets.US_ASCII).lines().map(Double::valueOf).toList();
		return Figure.of(name, new Samples(millis), Figure.MILLIS);
	}

	/** The echo program in the guest, in a jail or in none. */
	Figure echo(EchoProcess echo) throws Exception {
		String file = EchoProgram.class.getName().replace('.', '/') + ".class";
		try (InputStream in = Objects.requireNonNull(EchoProgram.class.getClassLoader().getResourceAsStream(file))) {
			Path path = Path.of("/tmp/echo", file);
			Command.run(PATIENCE, in.readAllBytes(),
					ssh("lima-pctx", "mkdir -p %s && cat >%s".formatted(path.getParent(), path)));
		}
		List<String> command = new ArrayList<>(echo.jail());
		command.add("java");
		command.addAll(EchoProcess.OPTIONS);
		command.addAll(List.of("-cp", "/tmp/echo", EchoProgram.class.getName(), "echo"));
		return starts(echo.title() + " in the guest", String.join(" ", command));
	}

	/** What a byte takes to a socket in the guest and back, over ssh. */
	List<Figure> forward() throws Exception {
		Path directory = Files.createTempDirectory("pctx-benchmark");
		Path socket = directory.resolve("forward.sock");
		Process server = new ProcessBuilder(
				ssh("-L", socket + ":" + ECHO_SOCKET, "lima-pctx", python("echo.py", ECHO_SOCKET)))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			if (server.getInputStream().read() < 0) {
				throw new IOException("There is no echo in the guest");
			}
			ByteBuffer buffer = ByteBuffer.allocateDirect(1);
			Samples trips;
			try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
				trips = Samples.time(ROUND_TRIPS / 10, ROUND_TRIPS, Samples.Action.NONE,
						() -> exchange(channel, buffer));
			}
			Samples connections = Samples.time(CONNECTIONS / 10, CONNECTIONS, Samples.Action.NONE, () -> {
				try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
					exchange(channel, buffer);
				}
			});
			return List.of(Figure.of("forward round trip", trips, Figure.MILLIS),
					Figure.of("new connection and its first round trip", connections, Figure.MILLIS));
		}
		finally {
			server.getOutputStream().close();
			if (!server.waitFor(10, TimeUnit.SECONDS)) {
				server.destroyForcibly();
			}
			Files.deleteIfExists(socket);
			Files.delete(directory);
		}
	}

	private static void exchange(SocketChannel channel, ByteBuffer buffer) throws IOException {
		channel.write(buffer.clear());
		if (channel.read(buffer.clear()) < 1) {
			throw new IOException("The echo in the guest is gone");
		}
	}

}
