package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxStatus;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application in this JVM, with as many parked workers as a figure asks for.
 */
final class SandboxedApplication implements AutoCloseable {

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

	private final ConfigurableApplicationContext context;

	private final Reports reports;

	private final SandboxOperations operations;

	private SandboxedApplication(ConfigurableApplicationContext context) {
		this.context = context;
		this.reports = context.getBean(Reports.class);
		this.operations = context.getBean(SandboxOperations.class);
	}

	static SandboxedApplication start(int parked, String... properties) {
		String[] all = Stream.concat(Stream.of(properties), Stream.of("--pctx.sandbox.pool.min-idle=" + parked))
			.toArray(String[]::new);
		return new SandboxedApplication(SpringApplication.run(Application.class, all));
	}

	void call() {
		Objects.requireNonNull(this.reports.summarize(Reports.ROWS));
	}

	SandboxOperations operations() {
		return this.operations;
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
