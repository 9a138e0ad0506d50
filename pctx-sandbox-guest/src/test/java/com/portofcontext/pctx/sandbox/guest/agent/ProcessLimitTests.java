package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Code that starts more processes or threads than it may.
 */
class ProcessLimitTests {

	/** More than any other worker on this machine has, so that its group can be told. */
	private static final int MAX = 61;

	private static final Limits LIMITS = new Limits(512L << 20, 1, MAX, 8L << 20, 1 << 20, 64 * 1024);

	private static final int REFUSED = 20;

	private final AgentFixture fixture;

	ProcessLimitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, forks", "BUBBLEWRAP, forks", "FIREJAIL, threads", "BUBBLEWRAP, threads" })
	void whenBombGoesOffThenKernelRefusesIt(JailKind jail, String method) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, method, LIMITS);
		FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT);
		await().atMost(AgentFixture.TIMEOUT)
			.pollInterval(Duration.ofMillis(5))
			.untilAsserted(() -> assertThat(refused()).isGreaterThan(REFUSED));
		channel.close();
		this.fixture.awaitNoWorker();
	}

	/** How often the kernel refused to start one; meanwhile there never are too many. */
	private long refused() throws IOException {
		Path group = group();
		assertThat(group).as("the group of the worker").isNotNull();
		assertThat(value(group.resolve("pids.current"))).isBetween(1L, (long) MAX);
		if (Files.exists(group.resolve("pids.peak"))) {
			assertThat(value(group.resolve("pids.peak"))).isBetween(1L, (long) MAX);
		}
		return value(group.resolve("pids.events"));
	}

	private Path group() throws IOException {
		for (Path group : this.fixture.leftovers().cgroups()) {
			Path max = group.resolve("pids.max");
			if (Files.exists(max) && Files.readString(max).strip().equals(Integer.toString(MAX))) {
				return group;
			}
		}
		return null;
	}

	/** The only number in a file. */
	private static long value(Path file) throws IOException {
		return Long.parseLong(Files.readString(file).replaceAll("\\D", ""));
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenThreadIsRefusedThenCodeIsToldSo(JailKind jail) throws Exception {
		this.fixture.start(jail);
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "startThreads", LIMITS));
		assertThat(outcome.thrown().typeName()).isEqualTo(OutOfMemoryError.class.getName());
		assertThat(outcome.thrown().message()).contains("unable to create native thread");
	}

	static class Victim {

		void forks() {
			Bomb.main(new String[0]);
		}

		void threads() {
			while (true) {
				try {
					startThreads();
				}
				catch (OutOfMemoryError ex) {
					// And again.
				}
			}
		}

		void startThreads() {
			while (true) {
				Thread thread = new Thread(Victim::waitForEver);
				thread.setDaemon(true);
				thread.start();
			}
		}

		private static void waitForEver() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * A program that starts itself, again and again. There is no shell in a jail.
	 */
	static final class Bomb {

		private Bomb() {
		}

		public static void main(String[] args) {
			ProcessBuilder builder = new ProcessBuilder(
					List.of(System.getProperty("java.home") + "/bin/java", "-Xmx8m", "-Xshare:auto", "-XX:+UseSerialGC",
							"-cp", System.getProperty("java.class.path"), Bomb.class.getName()))
				.inheritIO();
			while (true) {
				try {
					builder.start();
				}
				catch (IOException | OutOfMemoryError ex) {
					// And again.
				}
			}
		}

	}

}
