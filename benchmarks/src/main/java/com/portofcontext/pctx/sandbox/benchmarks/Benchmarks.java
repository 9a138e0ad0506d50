package com.portofcontext.pctx.sandbox.benchmarks;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxStatus;
import org.jspecify.annotations.Nullable;

/**
 * Measures everything in one run, floors first.
 */
public final class Benchmarks {

	private static final int PARKED_FOR_RATE = 2;

	private final Report report = new Report();

	private final String[] properties;

	private final Path ancestor;

	private Benchmarks(Path ancestor, String... properties) {
		this.ancestor = ancestor;
		this.properties = properties;
	}

	/**
	 * Measure, print the table, and write the figures to a file. The exit status is 1
	 * when one of them could not be measured.
	 * @param args the file, then properties of the application
	 * @throws Exception if there is no sandbox here
	 */
	public static void main(String[] args) throws Exception {
		Path file = Path.of(args[0]);
		Host host = Host.read();
		Benchmarks benchmarks = new Benchmarks(file.resolveSibling("ancestor"),
				List.of(args).subList(1, args.length).toArray(String[]::new));
		SandboxStatus status = benchmarks.run();
		System.out.printf("%n%s%n%s", host.describe(status), benchmarks.report.table());
		benchmarks.report.write(file);
		System.out.printf("%nAlso in %s%n", file);
		if (!benchmarks.report.isComplete()) {
			System.exit(1);
		}
	}

	private SandboxStatus run() throws Exception {
		this.report.add("pipe", RoundTrip::pipe);
		Figure socket = this.report.add("unix socket", RoundTrip::unixSocket);
		this.report.addAll("in-process work", InProcess::measure);
		Map<EchoProcess, Figure> echoes = new EnumMap<>(EchoProcess.class);
		for (EchoProcess echo : EchoProcess.values()) {
			Figure figure = this.report.add(echo.title(), echo::measure);
			if (figure != null) {
				echoes.put(echo, figure);
			}
		}
		Figure waiting = this.report.add("memory of a waiting program", ParkedMemory::ofEchoProgram);
		peers();
		// First, for it makes this JVM one that has served for long: no call is measured
		// in
		// a host that runs its own part for the first time.
		callsThatFindOneAgain(socket);
		plainStarts();
		SandboxStatus status = callsThatFindAWorker(socket, waiting);
		EchoProcess jailed = EchoProcess.of(status.jail());
		callsThatFindNone(echoes.get(jailed));
		rates(jailed);
		this.report.add("shutdown", () -> Shutdown.measure(this.properties));
		this.report.addAll("application start", () -> StarterCost.measure(this.properties));
		return status;
	}

	private void peers() throws InterruptedException {
		this.report.addPeer("a process in bubblewrap for each call", ProcessPerCall::bubblewrap);
		this.report.addPeer("a process in Firejail for each call", ProcessPerCall::firejail);
		this.report.addPeer("a container for each call", ProcessPerCall::docker);
		this.report.addPeer("the Python library", () -> Ancestor.measure(this.ancestor));
	}

	/** What an archive of classes, which the lines below have, is worth. */
	private void plainStarts() throws Exception {
		String[] plain = Stream.concat(Stream.of(this.properties), Stream.of(SandboxedApplication.PLAIN))
			.toArray(String[]::new);
		try (SandboxedApplication application = SandboxedApplication.start(1, plain)) {
			this.report.add("warm call, plain start", () -> WarmCall.measure(application).ofPlainStart());
			this.report.add("memory, plain start", () -> ParkedMemory.ofWorker(application).ofPlainStart());
			this.report.add("CPU time, plain start", () -> CallCpuTime.measure(application).ofPlainStart());
		}
		try (SandboxedApplication application = SandboxedApplication.start(0, plain)) {
			this.report.add("cold call, plain start", () -> ColdCall.measure(application).ofPlainStart());
		}
	}

	private SandboxStatus callsThatFindAWorker(@Nullable Figure socket, @Nullable Figure waiting) throws Exception {
		try (SandboxedApplication application = SandboxedApplication.start(1, this.properties)) {
			this.report.add("warm call", () -> WarmCall.measure(application).beside(socket));
			this.report.add("memory of a parked worker", () -> ParkedMemory.ofWorker(application).beside(waiting));
			this.report.add("CPU time", () -> CallCpuTime.measure(application));
			SandboxStatus status = application.status();
			this.report.add("warm call, echo", () -> WarmCall.ofEcho(application).beside(socket));
			return status;
		}
	}

	private void callsThatFindOneAgain(@Nullable Figure socket) throws Exception {
		String[] reusing = Stream.concat(Stream.of(this.properties), SandboxedApplication.REUSING.stream())
			.toArray(String[]::new);
		try (SandboxedApplication application = SandboxedApplication.start(1, reusing)) {
			this.report.add("warm call, reused", () -> WarmCall.measureReused(application).beside(socket));
		}
	}

	private void callsThatFindNone(@Nullable Figure echo) throws Exception {
		try (SandboxedApplication application = SandboxedApplication.start(0, this.properties)) {
			this.report.add("cold call", () -> ColdCall.measure(application).beside(echo));
		}
	}

	private void rates(EchoProcess jailed) throws Exception {
		for (int callers : new int[] { 2, 4 }) {
			Figure floor = this.report.add("floor of the rate",
					() -> CallRate.measure(jailed.title(), callers, jailed::run));
			try (SandboxedApplication application = SandboxedApplication.start(PARKED_FOR_RATE, this.properties)) {
				this.report.add("rate", () -> {
					application.awaitArchive();
					return CallRate.measure("single-use calls", callers, application::call).beside(floor);
				});
			}
		}
	}

}
