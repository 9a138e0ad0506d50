package com.portofcontext.pctx.sandbox.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxStatus;
import org.jspecify.annotations.Nullable;

/**
 * Measures a Lima machine beside what it cannot be quicker than, and beside this host, in
 * one run. Its class path, and the image, must be readable to an account that is not
 * root's.
 */
public final class LimaBenchmarks {

	/** What has minutes on an emulated processor is not measured often. */
	private static final int BOOTS = 2;

	private static final int COUNT = 5;

	private static final int WARM_COUNT = 15;

	private static final double RESET_GOAL = 2000;

	private final Report report = new Report();

	private final Path image;

	private final LimaGuest guest;

	private final String[] lima;

	private final String[] local;

	private LimaBenchmarks(Path image, Path home, String... properties) {
		this.image = image;
		this.guest = new LimaGuest(home);
		this.lima = Stream.concat(Stream.of("--pctx.sandbox.lima.start=eager", "--pctx.sandbox.lima.home=" + home,
				"--pctx.sandbox.lima.image.location=" + image.resolve("disk.qcow2"),
				"--pctx.sandbox.lima.image.kernel=" + image.resolve("vmlinuz"),
				"--pctx.sandbox.lima.image.initrd=" + image.resolve("initrd.img"),
				"--pctx.sandbox.lima.image.arch=x86_64", "--pctx.sandbox.lima.provision=prebuilt",
				"--pctx.sandbox.lima.memory=2GB", "--pctx.sandbox.lima.disk=6GB", "--pctx.sandbox.lima.emulation=true",
				"--pctx.sandbox.lima.start-timeout=10m", "--pctx.sandbox.defaults.timeout=5m",
				"--pctx.sandbox.pool.start-timeout=3m", SandboxedApplication.PLAIN), Arrays.stream(properties))
			.toArray(String[]::new);
		this.local = new String[] { "--pctx.sandbox.machine=local",
				"--pctx.sandbox.local.unenforced=memory,cpu,processes", SandboxedApplication.PLAIN };
	}

	/**
	 * Measure, print the table, and write the figures to a file. The exit status is 1
	 * when one of them could not be measured.
	 * @param args the file, the directory of the image, Lima's home, then properties of
	 * the application
	 * @throws Exception if there is no such machine here
	 */
	public static void main(String[] args) throws Exception {
		Path file = Path.of(args[0]);
		Host host = Host.read();
		LimaBenchmarks benchmarks = new LimaBenchmarks(Path.of(args[1]), Path.of(args[2]),
				Arrays.copyOfRange(args, 3, args.length));
		SandboxStatus status = benchmarks.run();
		System.out.printf("%n%s%n%s", host.describe(status), benchmarks.report.table());
		benchmarks.report.write(file);
		if (!benchmarks.report.isComplete()) {
			System.exit(1);
		}
	}

	private SandboxStatus run() throws Exception {
		host();
		boots();
		coldCalls();
		return warmCalls();
	}

	private void host() throws Exception {
		this.report.add("JVM start", () -> starts(EchoProcess.PLAIN));
		this.report.add("firejail + JVM start", () -> starts(EchoProcess.FIREJAIL));
		try (SandboxedApplication application = SandboxedApplication.start(0, this.local)) {
			this.report.add("cold call", () -> coldCall("cold call, local", application));
		}
		try (SandboxedApplication application = SandboxedApplication.start(1, this.local)) {
			this.report.add("warm call", () -> warmCall("warm call, local", application));
		}
	}

	private static Figure starts(EchoProcess echo) throws Exception {
		Samples samples = Samples.time(2, 2 * COUNT, Samples.Action.NONE, echo::run);
		return Figure.of(echo.title() + " on this host", samples, Figure.MILLIS);
	}

	/** By turns: the first start of the machine makes it, too. */
	private void boots() throws Exception {
		this.report.addAll("start of the machine", () -> {
			List<Double> prompts = new ArrayList<>();
			List<Double> starts = new ArrayList<>();
			for (int i = 0; i < BOOTS; i++) {
				prompts.add(LoginPrompt.time(this.image));
				try (SandboxedApplication application = SandboxedApplication.start(0, this.lima)) {
					starts.add(application.progress().millis("starting the machine", "connecting"));
				}
			}
			Figure prompt = Figure.of("image under QEMU to a login prompt", new Samples(prompts), Figure.MILLIS);
			Figure start = Figure.of("start of the machine", new Samples(starts), Figure.MILLIS);
			return List.of(prompt, start.goal(1.2 * prompt.p50()).beside(prompt));
		});
	}

	private void coldCalls() throws Exception {
		try (SandboxedApplication application = SandboxedApplication.start(0, this.lima)) {
			Figure java = this.report.add("JVM start in the guest", () -> this.guest.echo(EchoProcess.PLAIN));
			this.report.add("firejail + JVM in the guest", () -> this.guest.echo(EchoProcess.FIREJAIL).beside(java));
			Figure cold = this.report.add("cold call, in the machine",
					() -> coldCall("cold call, in the machine: a worker's start", application).beside(java));
			this.report.add("second application", () -> {
				String[] properties = Stream
					.concat(Stream.of(this.lima), Stream.of("--logging.level.root=off",
							"--pctx.sandbox.pool.warm-up=false", "--pctx.sandbox.pool.min-idle=0"))
					.toArray(String[]::new);
				List<Double> millis = new ArrayList<>();
				for (int i = 0; i < COUNT; i++) {
					millis.add(FirstCall.time(properties));
				}
				Figure second = Figure.of("second application, to its first result", new Samples(millis),
						Figure.MILLIS);
				return (cold != null) ? second.goal(1.3 * cold.p50() + 1000).beside(cold) : second;
			});
			this.report.add("reset", () -> {
				Samples samples = Samples.time(1, COUNT, application::call, application::reset);
				return Figure.of("reset, until calls are served", samples, Figure.MILLIS).goal(RESET_GOAL);
			});
		}
	}

	private SandboxStatus warmCalls() throws Exception {
		try (SandboxedApplication application = SandboxedApplication.start(1, this.lima)) {
			List<Figure> forward = this.report.addAll("forward", this.guest::forward);
			Figure trip = forward.isEmpty() ? null : forward.get(0);
			this.report.add("warm call, in the machine",
					() -> warmCall("warm call, in the machine", application).beside(trip));
			this.report.addAll("recorded call", () -> recordedCall(application, trip));
			return application.status();
		}
	}

	private List<Figure> recordedCall(SandboxedApplication application, @Nullable Figure trip) throws Exception {
		Path socket = this.guest.agentSocket();
		Replay replay = Replay.record(socket, () -> {
			application.awaitReady();
			application.call();
		});
		Figure inside = replay.measure("recorded call, made inside the guest", application::awaitReady,
				this.guest.ssh("lima-pctx"), "/run/pctx-sandbox/agent.sock");
		Figure outside = replay.measure("recorded call, through the forward", application::awaitReady,
				List.of("/bin/sh", "-c"), socket.toString());
		return List.of(inside,
				(trip != null) ? outside.goal(inside.p50() + 2 * trip.p50()).beside(inside) : outside.beside(inside));
	}

	private static Figure coldCall(String name, SandboxedApplication application) throws Exception {
		return Figure.of(name, Samples.time(1, COUNT, Samples.Action.NONE, application::call), Figure.MILLIS);
	}

	private static Figure warmCall(String name, SandboxedApplication application) throws Exception {
		application.call();
		return Figure.of(name, Samples.time(2, WARM_COUNT, application::awaitReady, application::call), Figure.MILLIS);
	}

}
