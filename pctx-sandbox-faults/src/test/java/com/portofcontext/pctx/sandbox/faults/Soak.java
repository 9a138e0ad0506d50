package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.call.CallRetries;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import com.portofcontext.pctx.sandbox.call.WorkerClassPaths;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.guest.agent.AgentSettings;
import com.portofcontext.pctx.sandbox.guest.agent.PoolSettings;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.machine.local.LocalMachine;

import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * Makes good and hostile calls in both jails for as long as it is told, and ends with an
 * error unless each ended as it must and the application takes up no more after it than
 * before. Argument: how many minutes.
 */
final class Soak implements AutoCloseable {

	private static final PrintStream out = System.out;

	/**
	 * Of its JVM, whose heap is in memory from the start: what grows is something else.
	 */
	static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

	private static final int ROUNDS = 4;

	private static final int CALLERS = 2;

	/** What is not called for so long is not kept ready. */
	private static final Duration IDLE = Duration.ofSeconds(3);

	/** Threads of pools end when they had nothing to do for a minute. */
	private static final Duration BOUND = Duration.ofMinutes(3);

	private final Path base;

	private final List<SandboxEngine> engines = new ArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	Soak() throws IOException {
		this.base = Files.createTempDirectory(Path.of("/run"), "pctx-soak-");
		Files.setPosixFilePermissions(this.base, PosixFilePermissions.fromString("rwx--x--x"));
		for (JailKind jail : JailKind.values()) {
			this.engines.add(engine(jail));
		}
	}

	private SandboxEngine engine(JailKind jail) {
		Path blobs = this.base.resolve("blobs");
		Duration minute = Duration.ofMinutes(1);
		AgentSettings settings = new AgentSettings(this.base.resolve("run"), blobs, jail, Set.of(), "pctx-sandbox",
				new PoolSettings(1, 2, 1L << 30, IDLE, false, minute, 0));
		return new SandboxEngine(new LocalMachine(blobs, () -> settings),
				new WorkerClassPaths(
						new ClassPathResolver(blobs, new ClassPathPatterns(List.of(), List.of(), List.of())),
						(coordinates) -> List.of(), ValueModules.NONE),
				new CallRetries(3, Duration.ofMillis(100)), new TaskExecutorAdapter(Runnable::run), (event) -> {
				});
	}

	public static void main(String[] args) throws Exception {
		try (Soak soak = new Soak()) {
			soak.run(Duration.ofMinutes(Long.parseLong(args[0])));
		}
		System.exit(0);
	}

	/** The first round decides what all others are held to. */
	void run(Duration duration) throws Exception {
		makeEach();
		Footprint first = null;
		for (int round = 1; round <= ROUNDS; round++) {
			makeCalls(duration.dividedBy(ROUNDS), round);
			awaitNoWorker();
			Footprint now = (first != null) ? awaitWithin(first) : Footprint.of(this.base);
			out.printf("after %d calls: %s%n", this.calls.get(), now);
			first = (first != null) ? first : now;
		}
	}

	/** So that nothing is met for the first time later. */
	private void makeEach() {
		for (SandboxEngine engine : this.engines) {
			for (GuestCall call : GuestCall.values()) {
				call.make(engine);
			}
		}
	}

	private void makeCalls(Duration duration, int round) throws Exception {
		long end = System.nanoTime() + duration.toNanos();
		List<Callable<Void>> callers = new ArrayList<>();
		for (SandboxEngine engine : this.engines) {
			for (int i = 0; i < CALLERS; i++) {
				Random random = new Random(round * 100L + callers.size());
				callers.add(() -> {
					makeCalls(engine, random, end);
					return null;
				});
			}
		}
		ExecutorService threads = Threads.pool("caller");
		try {
			for (Future<Void> caller : threads.invokeAll(callers)) {
				caller.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void makeCalls(SandboxEngine engine, Random random, long end) {
		GuestCall[] kinds = GuestCall.values();
		while (System.nanoTime() < end) {
			kinds[random.nextInt(kinds.length)].make(engine);
			this.calls.incrementAndGet();
		}
	}

	/** When nothing is called for a while, nothing is ready any more. */
	private void awaitNoWorker() {
		await().atMost(BOUND)
			.until(() -> this.engines.stream().allMatch((engine) -> engine.status().pools().isEmpty()));
	}

	private Footprint awaitWithin(Footprint first) {
		Footprint[] now = new Footprint[1];
		await("no more than " + first).atMost(BOUND).pollInterval(Duration.ofSeconds(1)).until(() -> {
			now[0] = Footprint.of(this.base);
			return now[0].isWithin(first);
		});
		return now[0];
	}

	@Override
	public void close() throws IOException {
		this.engines.forEach(SandboxEngine::close);
		FileSystemUtils.deleteRecursively(this.base);
	}

}
