package com.portofcontext.pctx.sandbox.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures of a run: a table for people, JSON for whoever compares runs.
 */
final class Report {

	private static final String LINE = "%-46s %10s %10s %19s  %-4s %-10s %-5s %s%n";

	private final List<Figure> figures = new ArrayList<>();

	private final List<String> missing = new ArrayList<>();

	private final List<String> absentPeers = new ArrayList<>();

	/** Measure, and go on with the next figure if that is impossible here. */
	@Nullable Figure add(String name, Callable<Figure> measurement) throws InterruptedException {
		List<Figure> all = addAll(name, () -> List.of(measurement.call()));
		return all.isEmpty() ? null : all.get(0);
	}

	List<Figure> addAll(String name, Callable<List<Figure>> measurement) throws InterruptedException {
		return measure(name, measurement, this.missing);
	}

	/** What others take for the same work: worth a line, and no failure without them. */
	void addPeer(String name, Callable<Figure> measurement) throws InterruptedException {
		measure(name, () -> List.of(measurement.call()), this.absentPeers);
	}

	private List<Figure> measure(String name, Callable<List<Figure>> measurement, List<String> missing)
			throws InterruptedException {
		System.err.println("Measuring: " + name);
		try {
			List<Figure> measured = measurement.call();
			this.figures.addAll(measured);
			return measured;
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			missing.add("not measured: %s: %s".formatted(name, ex));
			return List.of();
		}
	}

	boolean isComplete() {
		return this.missing.isEmpty();
	}

	String table() {
		StringBuilder table = new StringBuilder(
				LINE.formatted("figure", "p50", "p99", "spread", "", "goal", "", "floor"));
		for (Figure figure : this.figures) {
			table.append(line(figure));
		}
		Stream.concat(this.missing.stream(), this.absentPeers.stream())
			.forEach((reason) -> table.append(reason).append(System.lineSeparator()));
		return table.toString();
	}

	private static String line(Figure figure) {
		Figure.Floor floor = figure.floor();
		String goal = text(figure.goal()) + ((figure.goal99() != null) ? " / " + text(figure.goal99()) : "");
		return LINE
			.formatted(figure.name(), text(figure.p50()), text(figure.p99()),
					text(figure.low()) + " - " + text(figure.high()), figure.unit(), goal,
					figure.isOverGoal() ? "OVER" : "", (floor != null) ? text(floor.value()) + " " + floor.name() : "")
			.replaceAll(" +(?=\\R)", "");
	}

	private static String text(@Nullable Double value) {
		if (value == null) {
			return "";
		}
		int decimals = (Math.abs(value) < 1) ? 4 : (Math.abs(value) < 100) ? 2 : 0;
		String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
		return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
	}

	void write(Path file) {
		JsonMapper.builder()
			.build()
			.writerWithDefaultPrettyPrinter()
			.writeValue(file, this.figures.stream().flatMap(Report::withGoals).map(Report::json).toList());
	}

	/** An entry has one goal, which is for p50. That for p99 is an entry of its own. */
	private static Stream<Figure> withGoals(Figure figure) {
		Double p99 = figure.p99();
		if (p99 == null || figure.goal99() == null) {
			return Stream.of(figure);
		}
		return Stream.of(figure,
				new Figure(figure.name() + ", p99", p99, p99, p99, p99, figure.unit(), figure.goal99(), null, null));
	}

	private static Map<String, @Nullable Object> json(Figure figure) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("figure", figure.name());
		json.put("p50", figure.p50());
		json.put("p99", figure.p99());
		json.put("unit", figure.unit());
		json.put("goal", figure.goal());
		json.put("floor", (figure.floor() != null) ? figure.floor().value() : null);
		return json;
	}

}
