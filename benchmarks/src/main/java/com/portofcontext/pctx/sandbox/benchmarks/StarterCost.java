package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.autoconfigure.SandboxAutoConfiguration;

/**
 * The time that the starter adds to the start of an application: the same one starts in
 * fresh JVMs with and without our auto-configuration on the class path, by turns.
 */
final class StarterCost {

	private static final int PAIRS = 15;

	private static final double GOAL = 150;

	private StarterCost() {
	}

	static List<Figure> measure(String... properties) throws Exception {
		String classPath = System.getProperty("java.class.path");
		List<String> with = command(classPath, properties);
		List<String> without = command(withoutStarter(classPath), properties);
		start(without);
		start(with);
		List<Double> plain = new ArrayList<>();
		List<Double> sandboxed = new ArrayList<>();
		List<Double> added = new ArrayList<>();
		for (int i = 0; i < PAIRS; i++) {
			plain.add(start(without));
			sandboxed.add(start(with));
			added.add(sandboxed.get(i) - plain.get(i));
		}
		Figure floor = Figure.of("application start without the starter", new Samples(plain), Figure.MILLIS);
		Figure whole = Figure.of("application start with the starter", new Samples(sandboxed), Figure.MILLIS)
			.beside(floor);
		Samples pairs = new Samples(added);
		Figure cost = Figure.of("time the starter adds to application start", pairs, Figure.MILLIS);
		return List.of(floor, whole, cost.goal(GOAL));
	}

	private static List<String> command(String classPath, String... properties) {
		return JavaProgram.command(List.of(), Application.class, classPath, properties);
	}

	/**
	 * To exclude the auto-configuration would leave its preparation in the background.
	 */
	private static String withoutStarter(String classPath) {
		Path starter = Path.of(JavaProgram.origin(SandboxAutoConfiguration.class));
		String without = Arrays.stream(classPath.split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).toAbsolutePath().normalize().equals(starter))
			.collect(Collectors.joining(File.pathSeparator));
		if (without.equals(classPath)) {
			throw new IllegalStateException("%s is not on the class path".formatted(starter));
		}
		return without;
	}

	private static double start(List<String> command) throws IOException {
		long start = System.nanoTime();
		try (JavaProgram program = JavaProgram.start(command)) {
			program.awaitLine(Application.STARTED);
			return (System.nanoTime() - start) / 1e6;
		}
	}

}
