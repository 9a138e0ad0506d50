package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxStatus;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application in this JVM, with as many parked workers as a figure asks for.
 */
final class SandboxedApplication implements AutoCloseable {

	private static final String ON_DEMAND = "--pctx.sandbox.pool.warm-up=false";

	/** Without an archive of their classes, that is how workers start. */
	static final String PLAIN = "--pctx.sandbox.pool.class-data-sharing=false";

	/** One worker serves all calls, so that there is nothing to train an archive with. */
	static final List<String> REUSING = List.of("--pctx.sandbox.defaults.reuse=same-bean",
			"--pctx.sandbox.defaults.reuse-calls=1000000", "--pctx.sandbox.defaults.reuse-time=1h", PLAIN);

	/** As long as an emulated processor may need. */
	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

	private static final long TRAINING_PATIENCE = TimeUnit.MINUTES.toNanos(5);

	private final ConfigurableApplicationContext context;

	private final Reports reports;

	private final SandboxOperations operations;

	private SandboxedApplication(ConfigurableApplicationContext context) {
		this.context = context;
		this.reports = context.getBean(Reports.class);
		this.operations = context.getBean(SandboxOperations.class);
	}

	static SandboxedApplication start(int parked, String... properties) {
		String[] all = Stream
			.concat(Stream.of(properties), Stream.of(ON_DEMAND, "--pctx.sandbox.pool.min-idle=" + parked))
			.toArray(String[]::new);
		return new SandboxedApplication(
				SpringApplication.run(new Class<?>[] { Application.class, ProgressLog.class }, all));
	}

	void call() {
		Objects.requireNonNull(this.reports.summarize(Reports.ROWS));
	}

	void echo() {
		Objects.requireNonNull(this.reports.echo("text"));
	}

	/** Bring the machine back to its pristine state. */
	void reset() {
		this.operations.reset();
	}

	/** What was done to the machine, and when. */
	ProgressLog progress() {
		return this.context.getBean(ProgressLog.class);
	}

	SandboxStatus status() {
		return this.operations.status();
	}

	/** Wait until nothing is in the making and a worker is ready. */
	void awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE;
		while (!isReady(status())) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("No worker became ready: " + status());
			}
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	/**
	 * Call once, and until workers start with an archive of their classes if they are to.
	 */
	void awaitArchive() throws InterruptedException {
		awaitArchive(this::report);
	}

	void awaitArchiveOfEcho() throws InterruptedException {
		awaitArchive(() -> report("echo", "text"));
	}

	private void awaitArchive(Supplier<SandboxReport> call) throws InterruptedException {
		SandboxReport report = call.get();
		if (!this.context.getEnvironment().getProperty("pctx.sandbox.pool.class-data-sharing", Boolean.class, true)) {
			return;
		}
		long deadline = System.nanoTime() + TRAINING_PATIENCE;
		while (report.start().equals("plain")) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Workers still start without an archive of their classes");
			}
			TimeUnit.MILLISECONDS.sleep(100);
			report = call.get();
		}
	}

	/** Make a call, and tell what it took. */
	SandboxReport report() {
		return report("summarize", Reports.ROWS);
	}

	private SandboxReport report(String method, Object argument) {
		return this.operations.call("reports", method, argument).report();
	}

	private static boolean isReady(SandboxStatus status) {
		return !status.pools().isEmpty() && status.pools()
			.stream()
			.allMatch((pool) -> pool.ready() > 0 && pool.starting() == 0 && pool.busy() == 0);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
