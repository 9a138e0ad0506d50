package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.agent.Leftovers;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An agent, on a file system, with a clock and a bound of processes of its own, to which
 * one fault after the other happens. After each of them it must be as it was before.
 */
final class Lane {

	/** How long a slow machine may take for what takes milliseconds. */
	static final Duration BOUND = Duration.ofMinutes(2);

	static final Duration PAUSE = Duration.ofMillis(20);

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	/** What passes by itself does so after this time. */
	private static final long PASSING_MILLIS = 300;

	private static final int ATTEMPTS = 3;

	private final Disk disk;

	private final FakeClock clock;

	private final ProcessCap processes;

	private final AgentProcess agent;

	private final Relay relay;

	/** By way of the relay: what it is told is what one attempt came to. */
	private final Caller relayed;

	/** Past the relay, as an application calls. */
	private final Caller direct;

	private final ExecutorService callers = Threads.pool("caller");

	private int openFiles;

	private boolean lost;

	/** How long a call takes now. */
	private volatile long callMillis;

	Lane(Path directory, JailKind jail) throws Exception {
		Files.createDirectories(directory);
		String name = directory.getParent().getFileName() + "-" + directory.getFileName();
		this.disk = new Disk(directory.resolve("disk"));
		this.clock = new FakeClock(directory.resolve("clock"));
		this.processes = new ProcessCap(name);
		this.agent = new AgentProcess(this.disk.root(), jail, this.clock, this.processes);
		Path socket = directory.resolve("relay.sock");
		this.relay = new Relay(socket, this.agent.socket());
		Path blobs = Files.createDirectories(this.disk.root().resolve("blobs"));
		this.relayed = new Caller(new SocketMachine(socket, blobs), 1);
		this.direct = new Caller(new SocketMachine(this.agent.socket(), blobs), ATTEMPTS);
		verify();
	}

	/** Have a fault happen to a call, and tell what became of it. */
	Verdict run(Fault fault) {
		long started = System.nanoTime();
		Ending ending = null;
		try {
			ending = inject(fault);
			// What one fault did to a connection is not the next call's.
			this.relay.closeConnections();
			recover();
			verify();
			return new Verdict(fault, ending, millisSince(started), null);
		}
		catch (Throwable ex) {
			return new Verdict(fault, ending, millisSince(started), startAgain(ex));
		}
	}

	/** What one fault broke is not the fault of the next. */
	private Throwable startAgain(Throwable problem) {
		try {
			this.relay.closeConnections();
			recover();
			this.agent.kill();
			verify();
		}
		catch (Throwable ex) {
			problem.addSuppressed(ex);
			this.lost = true;
		}
		return problem;
	}

	/**
	 * Whether it could not be brought back to what it was: each further fault would fail.
	 */
	boolean isLost() {
		return this.lost;
	}

	private static long millisSince(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
	}

	private Ending inject(Fault fault) throws Exception {
		return switch (fault.kind()) {
			case HOST_KILLED, APPLICATION_KILLED -> new DoomedHost(this.disk.root(), this.agent, this.relay).run(fault);
			case SSH_KILLED -> new DoomedForward(this.disk.root(), this.agent, this.relay).run(fault);
			case POOL_STARVED -> starve(fault);
			default -> (fault.step() == Step.PARKED) ? injectWhileParked(fault) : injectIntoCall(fault);
		};
	}

	private Ending injectIntoCall(Fault fault) throws Exception {
		Trigger trigger = new Trigger(fault.step(), () -> injection(fault));
		this.relay.watch(trigger);
		Future<CallEnd> call = this.callers.submit(() -> call(fault));
		WorkerWatch watch = new WorkerWatch(this.disk.root().resolve("run"), this.agent.handle(), this::isBusy,
				trigger);
		try {
			Step reached = reached(trigger, call);
			if (fault.kind().isPassing()) {
				TimeUnit.MILLISECONDS.sleep(PASSING_MILLIS);
				recover();
			}
			if (fault.kind() == FaultKind.HOST_NOT_READING) {
				requireResult("a call beside one whose host does not read", call());
				this.relay.closeConnections();
			}
			CallEnd end = call.get(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS);
			require(fault, reached, end);
			assertThat(end.ending() == Ending.UNAVAILABLE && this.relay.hasRun()).as("printed, but %s", end).isFalse();
			return end.ending();
		}
		finally {
			watch.close();
			this.relay.watch(null);
		}
	}

	/** A call that ends before it comes to a step has ended for no reason. */
	private static Step reached(Trigger trigger, Future<CallEnd> call) throws Exception {
		while (true) {
			try {
				return trigger.injected().get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (call.isDone() && !trigger.isPulled()) {
					throw new IllegalStateException("It ended before the fault with " + call.get(), ex);
				}
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("The fault could not be injected: " + ex.getCause(), ex);
			}
		}
	}

	private static void require(Fault fault, Step reached, CallEnd end) {
		assertThat(end.ending()).as("at %s: %s", reached, end).isIn(fault.kind().endings(reached));
	}

	private static void requireResult(String what, CallEnd end) {
		assertThat(end.ending()).as("%s: %s", what, end).isEqualTo(Ending.RESULT);
	}

	private CallEnd call(Fault fault) {
		boolean waiting = fault.step() == Step.RUNNING || fault.step() == Step.ARGUMENTS;
		return switch (fault.kind()) {
			case OUTPUT_WITHOUT_END -> this.relayed.call("print", 0, shortTime());
			case WORKER_MEMORY -> this.relayed.call("devour", 0, TIMEOUT);
			case WORKER_STOPPED -> this.relayed.call("echo", 60_000, shortTime());
			case HOST_NOT_READING -> this.relayed.call(waiting ? "print" : "echo", 0, shortTime());
			default -> this.relayed.call("echo", waiting ? 600 : 0, TIMEOUT);
		};
	}

	/** Time for a worker to start, and then not for much more. */
	private Duration shortTime() {
		return Duration.ofMillis(1500 + 3 * this.callMillis);
	}

	private void injection(Fault fault) throws Exception {
		switch (fault.kind()) {
			case WORKER_KILLED -> Processes.kill(this.agent.workers().stream().filter(Processes::isJvm).toList());
			case JAIL_KILLED -> Processes.kill(this.agent.workers().stream().limit(1).toList());
			case AGENT_KILLED -> this.agent.kill();
			case AGENT_AND_WATCHDOG_KILLED -> {
				Processes.kill(this.agent.watchdogs());
				this.agent.kill();
			}
			case HOST_HALF_CLOSED -> this.relay.call().endTowardsAgent();
			case AGENT_HALF_CLOSED -> this.relay.call().endTowardsHost();
			case CONNECTION_CLOSED -> this.relay.call().close();
			case WORKER_STOPPED -> Processes.signal("STOP", this.agent.workers());
			case AGENT_PAUSED -> Processes.signal("STOP", List.of(this.agent.handle()));
			case HOST_NOT_READING -> this.relay.call().hold();
			case DISK_FULL -> this.disk.fill();
			case CLOCK_FORWARD -> this.clock.set(Duration.ofDays(1));
			case CLOCK_BACK -> this.clock.set(Duration.ofDays(-1));
			case NO_DESCRIPTORS -> this.agent.limitFiles(1);
			case NO_PROCESSES -> this.processes.close();
			case AGENT_MEMORY -> LargeCall.send(this.agent);
			case OUTPUT_WITHOUT_END, WORKER_MEMORY -> {
				// The method does it.
			}
			default -> throw new IllegalArgumentException(fault.toString());
		}
	}

	private Ending injectWhileParked(Fault fault) throws Exception {
		park();
		injection(fault);
		CallEnd end = call();
		require(fault, Step.PARKED, end);
		return end.ending();
	}

	/** A worker that was started for a call that nobody waits for any more. */
	private void park() throws Exception {
		Trigger trigger = new Trigger(Step.JVM, () -> this.relay.call().close());
		this.relay.watch(trigger);
		WorkerWatch watch = new WorkerWatch(this.disk.root().resolve("run"), this.agent.handle(), this::isBusy,
				trigger);
		try {
			CallEnd end = this.relayed.call("echo", 0, TIMEOUT);
			assertThat(end.ending()).as("a call that is given up: %s", end).isEqualTo(Ending.CRASHED);
		}
		finally {
			watch.close();
			this.relay.watch(null);
		}
		await().atMost(BOUND)
			.pollInterval(PAUSE)
			.until(() -> workers(this.agent.status(), AgentStatus.Pool::ready) == 1);
	}

	/** There is one worker, and another call has it. */
	private Ending starve(Fault fault) throws Exception {
		CompletableFuture<Void> running = new CompletableFuture<>();
		this.relay.watch(new Trigger(Step.RUNNING, () -> running.complete(null)));
		Future<CallEnd> other = this.callers.submit(() -> this.relayed.call("echo", 1500, TIMEOUT));
		running.get(BOUND.toSeconds(), TimeUnit.SECONDS);
		CallEnd end = this.direct.call("echo", 0, Duration.ofMillis(200));
		requireResult("the call that has the worker", other.get(BOUND.toSeconds(), TimeUnit.SECONDS));
		require(fault, Step.CONNECTED, end);
		return end.ending();
	}

	private CallEnd call() {
		return this.direct.call("echo", 0, TIMEOUT);
	}

	/** Let what went wrong be over, as it would be some day. */
	private void recover() throws Exception {
		this.relay.watch(null);
		this.disk.free();
		this.clock.set(Duration.ZERO);
		this.processes.open();
		if (this.agent.isAlive()) {
			this.agent.limitFiles(4096);
			Processes.signal("CONT", List.of(this.agent.handle()));
			Processes.signal("CONT", this.agent.workers());
		}
	}

	/** The next call works, and nothing is left. */
	private void verify() throws Exception {
		if (!this.agent.isAlive()) {
			if (this.agent.hasWatchdog()) {
				awaitNothingLeft();
			}
			this.agent.restart();
			this.openFiles = 0;
		}
		do {
			long started = System.nanoTime();
			requireResult("the next call", call());
			this.callMillis = millisSince(started);
		}
		while (workers(this.agent.status(), AgentStatus.Pool::ready) > 0);
		List<String> runs = this.agent.runs();
		assertThat(runs).as("runs of the agent").hasSize(1);
		Leftovers leftovers = new Leftovers(this.disk.root(), runs);
		await().atMost(BOUND).pollInterval(PAUSE).untilAsserted(() -> assertThat(leftovers.workers()).isEmpty());
		if (this.openFiles == 0) {
			this.openFiles = Processes.openFiles(this.agent.handle());
		}
		await().atMost(BOUND)
			.pollInterval(PAUSE)
			.untilAsserted(() -> assertThat(Processes.openFiles(this.agent.handle())).as("open files of the agent")
				.isLessThanOrEqualTo(this.openFiles));
	}

	/** Its watchdog removes what a killed agent leaves. */
	private void awaitNothingLeft() {
		Leftovers leftovers = new Leftovers(this.disk.root(), this.agent.runs());
		await().atMost(BOUND).pollInterval(PAUSE).untilAsserted(() -> assertThat(leftovers.all()).isEmpty());
	}

	private boolean isBusy() {
		try {
			return workers(this.agent.status(), AgentStatus.Pool::busy) > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int workers(AgentStatus status, ToIntFunction<AgentStatus.Pool> state) {
		return status.pools().stream().mapToInt(state).sum();
	}

	void close() throws Exception {
		this.callers.shutdownNow();
		this.relay.close();
		List<String> runs = new ArrayList<>(this.agent.runs());
		this.agent.end();
		Leftovers leftovers = new Leftovers(this.disk.root(), runs);
		await().atMost(BOUND).pollInterval(PAUSE).untilAsserted(() -> assertThat(leftovers.all()).isEmpty());
		this.processes.remove();
		this.disk.remove();
	}

}
