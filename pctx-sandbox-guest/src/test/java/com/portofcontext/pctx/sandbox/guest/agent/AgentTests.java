package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

/**
 * An agent on this machine, with the real jails.
 */
class AgentTests {

	private final AgentFixture fixture;

	AgentTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void callReturnsWhatTheMethodReturns(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "join");
		Outcome outcome = this.fixture.call(spec, List.of("a", "b"), "-");
		assertThat(outcome.frames()).extracting(Frame::type)
			.containsExactly(FrameType.OUTPUT, FrameType.REPORT, FrameType.RESULT);
		assertThat(outcome.value()).isEqualTo("a-b");
		assertThat(outcome.output()).isEqualTo("joining 2\n");
		assertThat(outcome.report().proof()).contains("seccomp=2", "no_new_privs=1", "capabilities=0", "network=none");
		assertThat(outcome.report().cpuNanos()).isPositive();
		assertThat(outcome.report().peakMemory()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void eachCallHasItsOwnProcessAndFiles(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "remember");
		Set<Object> starts = new HashSet<>();
		for (int i = 0; i < 2; i++) {
			Object value = this.fixture.call(spec).value();
			assertThat(value).asString().startsWith("1 1 ");
			starts.add(value);
		}
		assertThat(starts).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "128, 0.5, 72, 1", "512, 1.5, 408, 2", "128, 2.5, 72, 3" })
	void whenWorkerIsLimitedThenItsJvmFitsInTheLimits(long memory, double cpus, long heap, long processors)
			throws Exception {
		this.fixture.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "limits",
				new Limits(memory << 20, cpus, 64, 8L << 20, 1 << 20, 64 * 1024));
		assertThat(this.fixture.call(spec).value()).asInstanceOf(list(Long.class))
			// What the collector keeps free of the heap does not count.
			.satisfiesExactly((max) -> assertThat(max >> 20).isBetween(heap - heap / 16, heap),
					(count) -> assertThat(count).isEqualTo(processors));
	}

	/**
	 * Each of them costs the start of a JVM, so only one jail has to stand all of them.
	 */
	@ParameterizedTest
	@CsvSource({ "BUBBLEWRAP, 200", "FIREJAIL, 20" })
	void whenCallsOutnumberWorkersThenAllAreRight(JailKind jail, int count) throws Exception {
		this.fixture.start(jail, new PoolSettings(2, 3, 4L << 30, AgentFixture.TIMEOUT, true, AgentFixture.TIMEOUT, 0));
		WorkerSpec spec = this.fixture.define(Victim.class, "square");
		ExecutorService callers = Executors.newFixedThreadPool(count);
		try {
			List<Future<Object>> results = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				int number = i;
				results.add(callers.submit(() -> this.fixture.call(spec, Duration.ofMinutes(5), number).value()));
			}
			for (int i = 0; i < count; i++) {
				assertThat(results.get(i).get()).isEqualTo(i * i);
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void whenLimitIsWaivedThenItIsToldAsThePropertyNamesIt() throws Exception {
		try (Agent agent = Agent.start(new AgentSettings(this.fixture.run(), this.fixture.blobs(), JailKind.BUBBLEWRAP,
				EnumSet.allOf(Limit.class), "pctx-sandbox", AgentFixture.POOL))) {
			this.fixture.use(agent.socket());
			assertThat(agent.status().unenforced()).containsExactly("cpu", "memory", "processes");
		}
	}

	static class Victim {

		private static int calls;

		String join(List<String> parts, String separator) {
			System.out.println("joining " + parts.size());
			return String.join(separator, parts);
		}

		String remember() throws IOException {
			Path file = Path.of(System.getProperty("java.io.tmpdir"), "file");
			Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			calls++;
			return "%d %d %s".formatted(calls, Files.size(file), ProcessHandle.current().info().startInstant());
		}

		List<Long> limits() {
			Runtime runtime = Runtime.getRuntime();
			return List.of(runtime.maxMemory(), (long) runtime.availableProcessors());
		}

		int square(int number) {
			return number * number;
		}

	}

}
