package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * What happens in the application's own JVM: the codec of the arguments, and, as the
 * floor of everything, the call itself without a sandbox.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InProcess {

	/** Beyond the thresholds of all the JVM's compilers. */
	private static final int COMPILED = 30_000;

	private final Reports reports = new Reports();

	private final ValueWriter writer;

	private final ValueReader reader;

	private final byte[] payload;

	/**
	 * Prepare writer and reader, as for a sandboxed method.
	 */
	public InProcess() {
		CBORMapper mapper = ValueMapper.create();
		List<JavaType> result = List.of(SummaryProgram.summary(mapper));
		this.writer = new ValueWriter(mapper, List.of(SummaryProgram.rows(mapper)));
		this.reader = new ValueReader(mapper, result);
		this.payload = new ValueWriter(mapper, result).write(new Object[] { plainCall() }, SummaryProgram.MAX_BYTES);
	}

	/**
	 * Call the method as a plain one.
	 * @return its result
	 */
	@Benchmark
	public final Object plainCall() {
		return this.reports.summarize(Reports.ROWS);
	}

	/**
	 * Encode the arguments.
	 * @return the encoding
	 */
	@Benchmark
	public final byte[] writeArguments() {
		return this.writer.write(new Object[] { Reports.ROWS }, SummaryProgram.MAX_BYTES);
	}

	/**
	 * Decode the result.
	 * @return the values
	 */
	@Benchmark
	public @Nullable Object[] readResult() {
		return this.reader.read(this.payload);
	}

	/**
	 * Have the host's side of calls compiled, as it is in an application that has made
	 * more of them than a benchmark can wait for.
	 */
	static void compile() {
		InProcess codec = new InProcess();
		for (int i = 0; i < COMPILED; i++) {
			Objects.requireNonNull(codec.writeArguments());
			Objects.requireNonNull(codec.readResult());
		}
	}

	static List<Figure> measure() throws Exception {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(InProcess.class.getName())
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(3)
			.measurementTime(TimeValue.seconds(1))
			.verbosity(VerboseMode.SILENT)
			.build()).run();
		List<Figure> figures = new ArrayList<>();
		for (RunResult result : results) {
			Statistics statistics = result.getPrimaryResult().getStatistics();
			String name = switch (result.getPrimaryResult().getLabel()) {
				case "plainCall" -> "plain in-process call";
				case "writeArguments" -> "host writes the arguments";
				default -> "host reads the result";
			};
			figures.add(new Figure(name, statistics.getPercentile(50), statistics.getPercentile(99),
					statistics.getMin(), statistics.getMax(), Figure.MICROS, null, null, null));
		}
		return figures;
	}

}
