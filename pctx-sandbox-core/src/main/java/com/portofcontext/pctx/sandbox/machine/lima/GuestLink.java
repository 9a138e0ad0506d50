package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The connection to an instance: an ssh process of our own that makes the agent's socket
 * appear on this host. What runs at its other end says which agent is there and keeps the
 * guest's clock, and ends with this process, however that ends: so does the connection.
 */
final class GuestLink implements Closeable {

	private static final String AGENT_SOCKET = "/run/pctx-sandbox/agent.sock";

	/**
	 * Takes the time of this host, in seconds, line by line. It tells the agent's version
	 * once the guest is set up, whoever started it, and the clock is right.
	 */
	private static final String SCRIPT = """
			until [ -e /run/lima-boot-done ]; do sleep 1; done
			while read -r now; do
				off=$(($(date +%s) - now))
				[ "${off#-}" -le 1 ] || sudo -n date -s "@$now" >/dev/null
				[ -n "${told:-}" ] || readlink /usr/local/lib/pctx-sandbox/agent || echo none
				told=yes
			done
			""";

	private static final long CLOCK_SECONDS = 30;

	private static final long GRACE_SECONDS = 5;

	/** As long as an emulated processor may need for the cryptography. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Process process;

	private final Path socket;

	private final Path errors;

	private final ScheduledFuture<?> clock;

	private String agent = "none";

	private GuestLink(Process process, Path socket, Path errors, ScheduledExecutorService timer) {
		this.process = process;
		this.socket = socket;
		this.errors = errors;
		this.clock = timer.scheduleWithFixedDelay(this::sendTime, 0, CLOCK_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * Connect.
	 * @param instance the instance, which runs
	 * @param socket where the agent's socket is to appear
	 * @param timer sends the time, and ends a connection that does not come about
	 */
	static GuestLink open(LimaInstance instance, Path socket, ScheduledExecutorService timer) throws IOException {
		Path errors = socket.resolveSibling(socket.getFileName() + ".log");
		List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "pctx-sandbox"));
		command.addAll(ssh(instance));
		command.addAll(List.of("-o", "ExitOnForwardFailure=yes", "-o", "StreamLocalBindUnlink=yes", "-o",
				"StreamLocalBindMask=0177", "-L", socket + ":" + AGENT_SOCKET, host(instance), SCRIPT));
		Process process = new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
		GuestLink link = new GuestLink(process, socket, errors, timer);
		ScheduledFuture<?> timeout = timer.schedule(process::destroyForcibly, PATIENCE.toMillis(),
				TimeUnit.MILLISECONDS);
		try {
			link.awaitAgent();
			return link;
		}
		catch (IOException ex) {
			link.close();
			throw ex;
		}
		finally {
			timeout.cancel(false);
		}
	}

	/** Options for every connection: Lima's own does not outlive a host's sleep. */
	private static List<String> ssh(LimaInstance instance) {
		return List.of("ssh", "-F", Objects.toString(instance.sshConfigFile()), "-o", "ControlMaster=no", "-o",
				"ControlPath=none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=60", "-o", "ServerAliveInterval=10",
				"-o", "ServerAliveCountMax=4");
	}

	private static String host(LimaInstance instance) {
		return "lima-" + instance.name();
	}

	/**
	 * Run a command in the guest.
	 * @param instance the instance
	 * @param input what it reads
	 * @param timeout how long it may take
	 * @param command the command, for a shell
	 */
	static HostCommand.Result run(LimaInstance instance, byte[] input, Duration timeout, String command)
			throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(ssh(instance));
		line.addAll(List.of(host(instance), command));
		return new HostCommand(line, timeout).run(input);
	}

	private void awaitAgent() throws IOException {
		BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8);
		String line = output.readLine();
		if (line == null) {
			throw new LimaException("The Lima machine cannot be reached by ssh: " + reason());
		}
		this.agent = line.substring(line.lastIndexOf('/') + 1);
	}

	private String reason() throws IOException {
		String said = Files.exists(this.errors) ? Files.readString(this.errors).strip().replace("\n", "; ") : "";
		return said.isEmpty() ? "it does not answer" : said;
	}

	private void sendTime() {
		try {
			this.process.getOutputStream()
				.write("%d%n".formatted(System.currentTimeMillis() / 1000).getBytes(StandardCharsets.US_ASCII));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			// The connection is gone, which whoever waits for that is told.
		}
	}

	/** The version of the agent that is installed. */
	String agent() {
		return this.agent;
	}

	Path socket() {
		return this.socket;
	}

	boolean isOpen() {
		return this.process.isAlive();
	}

	/** Run something when the connection is gone. */
	void onEnd(Runnable action) {
		this.process.onExit().thenRun(action);
	}

	@Override
	public void close() {
		this.clock.cancel(false);
		this.process.destroy();
		try {
			if (!this.process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			Files.deleteIfExists(this.socket);
			Files.deleteIfExists(this.errors);
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			// The next start of an application removes what is left.
		}
	}

}
