package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.agent.limits.Usage;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameTooLargeException;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.PartlySentException;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.jspecify.annotations.Nullable;

/**
 * One call: the host's connection on one side, one worker's on the other. It ends when
 * there is an outcome, when time is up, or when either side is gone; the worker ends with
 * it, unless it may serve another call and the outcome is the method's own.
 */
final class Lease {

	private static final int MAX_OUTPUT_FRAME = 64 * 1024;

	private static final byte[] TRUNCATED = "\n[output exceeds max-output-size; the rest is dropped]\n"
		.getBytes(StandardCharsets.UTF_8);

	/** How long after its time is up a host may take to read what became of its call. */
	private static final long READING_NANOS = TimeUnit.SECONDS.toNanos(5);

	/** When a worker that did not end with its time is ended again. */
	private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** How long a worker that has answered may take to be ready for another call. */
	private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final FrameChannel host;

	private final CompletableFuture<Void> hostGone;

	private final Runnable answering;

	private final WorkerPool pool;

	private final ScheduledExecutorService timer;

	private final ReportHead head;

	private final Phaser waiting;

	private final Brake brake = new Brake(64);

	private final StreamRelay streams;

	private long outputBytes;

	/** Whether the worker is another call's now. */
	private boolean givenBack;

	private volatile boolean timedOut;

	/**
	 * Create a lease.
	 * @param host the host's connection
	 * @param hostGone completes when that ends amid the call
	 * @param answering run before the last frame: from there on the host may send another
	 * call
	 * @param streams passes on what is streamed
	 * @param pool has workers
	 * @param timer ends what takes too long
	 * @param head what its report begins with
	 * @param waiting counts it until it has a worker, or was told why there is none
	 */
	Lease(FrameChannel host, CompletableFuture<Void> hostGone, Runnable answering, StreamRelay streams, WorkerPool pool,
			ScheduledExecutorService timer, ReportHead head, Phaser waiting) {
		this.host = host;
		this.hostGone = hostGone;
		this.answering = answering;
		this.pool = pool;
		this.timer = timer;
		this.head = head;
		this.waiting = waiting;
		this.streams = streams;
	}

	void serve(CallRequest request) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
		Worker worker = lease(request, deadline);
		while (worker != null && !call(worker, request.arguments().duplicate(), deadline)) {
			// A worker that died or stirred while parked never saw the arguments.
			worker = lease(request, deadline);
		}
	}

	/** Wait for a worker, or tell the host why there is none. */
	private @Nullable Worker lease(CallRequest request, long deadline) throws IOException, InterruptedException {
		this.waiting.register();
		try {
			return this.pool.lease(request.specId(), deadline, request.timeoutMillis(), this.hostGone);
		}
		catch (AgentException ex) {
			answer(new Frame(FrameType.FAILED, ex.failure().toBytes()));
			return null;
		}
		finally {
			this.waiting.arriveAndDeregister();
		}
	}

	/**
	 * Make the call. The worker's time is up from the moment it is leased: it is free not
	 * to read what it is sent.
	 * @return whether the worker was given anything of it
	 */
	private boolean call(Worker worker, ByteBuffer arguments, long deadline) throws IOException, InterruptedException {
		long leased = System.nanoTime();
		Hold hold = new Hold(worker);
		try {
			this.hostGone.thenRun(hold::kill);
			this.streams.begin(worker);
			ScheduledFuture<?> timeout = this.timer.scheduleWithFixedDelay(() -> timeOut(hold, deadline),
					deadline - leased, AGAIN_NANOS, TimeUnit.NANOSECONDS);
			try {
				if (!begin(worker, arguments) && !this.timedOut) {
					return false;
				}
				relay(worker, hold, leased);
				return true;
			}
			finally {
				timeout.cancel(false);
			}
		}
		finally {
			if (!this.givenBack) {
				this.pool.retire(worker);
			}
		}
	}

	/** A timer drops a task that throws, and this one has to succeed in the end. */
	private void timeOut(Hold hold, long deadline) {
		try {
			this.timedOut = true;
			hold.kill();
			if (System.nanoTime() - deadline >= READING_NANOS) {
				leaveHost();
			}
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// It is tried again.
		}
	}

	/** A worker's place must not hang on a host that does not read. */
	private void leaveHost() {
		try {
			this.host.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

	private static boolean begin(Worker worker, ByteBuffer arguments) {
		try {
			return worker.begin(arguments);
		}
		catch (PartlySentException ex) {
			// It may have acted on what it got: how it ended is told as of any other.
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void relay(Worker worker, Hold hold, long leased) throws IOException, InterruptedException {
		Limits limits = worker.spec().limits();
		ToIntFunction<FrameType> accepted = (type) -> switch (type) {
			case OUTPUT -> MAX_OUTPUT_FRAME;
			case RESULT -> limits.result();
			case THROWN -> ThrownValue.MAX_BYTES;
			case FAILED -> MAX_OUTPUT_FRAME;
			default -> StreamRelay.accepted(type, worker.spec().method());
		};
		Frame frame = receive(worker, accepted);
		while (frame != null && (frame.type() == FrameType.OUTPUT || StreamRelay.isPart(frame))) {
			Failure failure = null;
			if (frame.type() == FrameType.OUTPUT) {
				output(frame.payload(), limits.output());
			}
			else {
				failure = this.streams.toHost(frame, worker);
			}
			frame = (failure != null) ? new Frame(FrameType.FAILED, failure.toBytes()) : receive(worker, accepted);
		}
		Usage usage = worker.usage();
		if (frame != null && frame.type() == FrameType.FAILED) {
			frame = new Frame(FrameType.FAILED, claimed(frame.payload()).toBytes());
		}
		if (frame == null) {
			Failure failure = explain(worker, limits);
			usage = worker.usage();
			frame = new Frame(FrameType.FAILED, failure.toBytes());
		}
		CallReport report = this.head.report(worker, System.nanoTime() - leased, usage, this.outputBytes);
		boolean answered = frame.type() == FrameType.RESULT || frame.type() == FrameType.THROWN;
		if (answered && this.outputBytes <= limits.output() && !usage.outOfMemory() && settles(worker, hold)) {
			// Before the host has its answer, so that its next call finds this worker.
			giveBack(worker, hold);
		}
		this.host.send(FrameType.REPORT, report.toBytes());
		answer(frame);
	}

	private void answer(Frame frame) throws IOException {
		this.answering.run();
		this.host.send(frame.type(), frame.payload());
	}

	/** The answer does not wait for long to hear whether there will be another. */
	private boolean settles(Worker worker, Hold hold) {
		ScheduledFuture<?> patience = this.timer.schedule(hold::kill, SETTLE_NANOS, TimeUnit.NANOSECONDS);
		try {
			return worker.settle();
		}
		finally {
			patience.cancel(false);
		}
	}

	private void giveBack(Worker worker, Hold hold) {
		if (hold.release()) {
			this.givenBack = this.pool.giveBack(worker);
			if (!this.givenBack) {
				worker.kill();
			}
		}
	}

	/**
	 * A worker has the arguments, so whatever it claims, its call may have run: it may
	 * say that its heap or its result was too large, and nothing else.
	 */
	private static Failure claimed(byte[] payload) {
		try {
			Failure failure = Failure.of(payload);
			if (failure.kind() == Failure.Kind.MEMORY || failure.kind() == Failure.Kind.RESULT) {
				return new Failure(failure.kind(), PrintableText.of(failure.message()));
			}
		}
		catch (ProtocolException ex) {
			// As good as any other claim that it may not make.
		}
		return new Failure(Failure.Kind.CRASHED, "the worker broke the protocol with a failure that is not its own");
	}

	private static @Nullable Frame receive(Worker worker, ToIntFunction<FrameType> accepted) {
		try {
			return worker.channel().receive(accepted);
		}
		catch (FrameTooLargeException ex) {
			boolean result = ex.type() == FrameType.RESULT;
			String message = result ? "the encoded result exceeds max-result-size" : ex.getMessage();
			return new Frame(FrameType.FAILED, new Failure(Failure.Kind.RESULT, String.valueOf(message)).toBytes());
		}
		catch (ProtocolException ex) {
			return new Frame(FrameType.FAILED,
					new Failure(Failure.Kind.RESULT, "the worker broke the protocol: " + ex.getMessage()).toBytes());
		}
		catch (IOException ex) {
			return null;
		}
		catch (OutOfMemoryError ex) {
			return new Frame(FrameType.FAILED, new Failure(Failure.Kind.RESULT,
					"the sandbox's agent has no memory for its answer: " + ex.getMessage())
				.toBytes());
		}
	}

	private void output(byte[] payload, long max) throws IOException {
		long before = this.outputBytes;
		this.outputBytes += Math.max(1, payload.length - 1);
		if (before > max || payload.length < 2) {
			this.brake.apply();
			return;
		}
		int length = (int) Math.min(payload.length - 1, max - before);
		if (length > 0) {
			this.host.send(FrameType.OUTPUT, ByteBuffer.wrap(payload, 0, length + 1));
		}
		if (this.outputBytes > max) {
			this.host.send(FrameType.OUTPUT, ByteBuffer.wrap(new byte[] { payload[0] }), ByteBuffer.wrap(TRUNCATED));
		}
	}

	private Failure explain(Worker worker, Limits limits) throws InterruptedException {
		if (this.timedOut) {
			return new Failure(Failure.Kind.TIMEOUT, "it was killed with all it had started");
		}
		String end = worker.describeEnd();
		if (worker.usage().outOfMemory()) {
			return new Failure(Failure.Kind.MEMORY,
					"it needed more than %d bytes and was killed by the kernel".formatted(limits.memory()));
		}
		return new Failure(Failure.Kind.CRASHED, end);
	}

	/**
	 * What all reports of an agent have in common.
	 *
	 * @param jail the jail and its version
	 * @param limiter what enforces the limits
	 * @param unenforced waived limits
	 */
	record ReportHead(String jail, String limiter, List<String> unenforced) {

		CallReport report(Worker worker, long wallNanos, Usage usage, long outputBytes) {
			return new CallReport(this.jail, this.limiter, worker.proof(), this.unenforced, wallNanos, usage.cpuNanos(),
					usage.peakMemory(), outputBytes, worker.networkDecisions(), worker.start(), worker.calls());
		}

	}

}
