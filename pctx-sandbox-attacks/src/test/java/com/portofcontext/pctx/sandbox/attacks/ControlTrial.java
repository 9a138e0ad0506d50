package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * A plain process.
 */
final class ControlTrial implements Trial {

	/** A variable that all its processes inherit, so that none of them gets away. */
	static final String TOKEN = "PCTX_CONTROL";

	/** How long whoever gives up waits for its end. */
	private static final long GRACE_SECONDS = 1;

	private final Process process;

	private final Path output;

	private final String token;

	ControlTrial(Process process, Path output, String token) {
		this.process = process;
		this.output = output;
		this.token = token;
	}

	void awaitDeed() {
		await().atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> !this.process.isAlive() || answer().contains(HOLDING));
	}

	@Override
	public String answer() {
		try {
			return Files.readString(this.output, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public List<HostProcess> processes() {
		return HostProcess.all().filter((candidate) -> candidate.read("environ").contains(this.token)).toList();
	}

	@Override
	public boolean ended() {
		return !this.process.isAlive();
	}

	/** As the author of a thread pool would: interrupt it, and hope. */
	@Override
	public void giveUp() {
		try {
			this.process.getOutputStream().close();
			this.process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
		await().atMost(Scene.BOUND).pollInterval(Duration.ofMillis(10)).until(() -> {
			List<HostProcess> left = processes();
			left.forEach((process) -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
			return left.isEmpty();
		});
	}

}
