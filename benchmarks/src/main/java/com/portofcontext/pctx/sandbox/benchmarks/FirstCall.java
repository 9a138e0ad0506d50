package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The {@link Application}, which says that it has started when its first call is over.
 */
final class FirstCall {

	private FirstCall() {
	}

	/**
	 * Start, call, say so, and wait.
	 * @param args properties of the application
	 * @throws IOException if the standard input is broken
	 */
	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, args)) {
			Objects.requireNonNull(context.getBean(Reports.class).summarize(Reports.ROWS));
			System.out.println(Application.STARTED);
			System.in.readAllBytes();
		}
	}

	/** Start it in a JVM of its own; return how long its first result took. */
	static double time(String... properties) throws IOException {
		long start = System.nanoTime();
		try (JavaProgram program = JavaProgram.start(
				JavaProgram.command(List.of(), FirstCall.class, System.getProperty("java.class.path"), properties))) {
			program.awaitLine(Application.STARTED);
			return (System.nanoTime() - start) / 1e6;
		}
	}

}
