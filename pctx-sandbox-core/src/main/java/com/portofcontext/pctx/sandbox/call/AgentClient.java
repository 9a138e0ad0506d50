package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of the protocol. What an agent answers is checked as if a worker had
 * sent it.
 */
final class AgentClient {

	private static final int MAX_CONTROL = 1024 * 1024;

	private final Machine machine;

	private final AgentConnections connections;

	private final long patienceMillis;

	private final Function<Runnable, Future<?>> threads;

	/**
	 * Create a client.
	 * @param machine the machine of the agent
	 * @param timer ends what the agent does not answer
	 * @param patience how long it may take to answer, beyond the time-out of a call: the
	 * agent enforces time-outs, and this is for one that does not answer at all
	 * @param threads reads the streamed arguments of calls
	 */
	AgentClient(Machine machine, ScheduledExecutorService timer, Duration patience,
			Function<Runnable, Future<?>> threads) {
		this.threads = threads;
		this.machine = machine;
		this.connections = new AgentConnections(machine, timer);
		this.patienceMillis = patience.toMillis();
	}

	void define(WorkerSpec spec) {
		this.machine.send(spec.classPath());
		try {
			Frame answer = ask(FrameType.DEFINE, spec.toBytes());
			if (answer.type() == FrameType.FAILED) {
				Failure failure = Failure.of(answer.payload());
				String message = "%s cannot run here: %s".formatted(spec.method().displayName(), failure.message());
				throw (failure.kind() == Failure.Kind.UNDEFINED) ? new ForgottenSpecException(message)
						: new SandboxUnavailableException(message);
			}
			answer.expect(FrameType.DEFINED);
		}
		catch (IOException ex) {
			throw unanswered("%s cannot run now".formatted(spec.method().displayName()), ex);
		}
	}

	AgentStatus status() {
		try {
			return AgentStatus.of(ask(FrameType.STATUS, new byte[0]).expect(FrameType.STATUS_REPLY));
		}
		catch (IOException ex) {
			throw unanswered("The sandbox's status is unknown", ex);
		}
	}

	private static SandboxUnavailableException unanswered(String what, IOException ex) {
		return new SandboxUnavailableException(
				"%s: the sandbox's agent does not answer: %s. Ask again; if that does not help, see what the agent logs, and restart the application."
					.formatted(what, ex),
				ex);
	}

	private Frame ask(FrameType type, byte[] payload) throws IOException {
		try (AgentConnections.Connection connection = this.connections.take(this.patienceMillis)) {
			connection.channel().send(type, payload);
			Frame answer = receive(connection.channel(), (any) -> MAX_CONTROL);
			connection.done();
			return answer;
		}
	}

	/**
	 * Make a call.
	 * @param method how messages name the method
	 * @param request the call
	 * @param input what it is made with
	 * @param maxResult how large the result may be
	 * @param output takes what the code prints
	 * @param cancellation is told how to end the call
	 */
	CallOutcome call(String method, CallRequest request, CallInput input, int maxResult, Consumer<byte[]> output,
			Cancellation cancellation) {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
		try (AgentConnections.Connection connection = this.connections
			.take(request.timeoutMillis() + this.patienceMillis);
				ArgumentPump pump = new ArgumentPump(input.streams(), connection.channel(), this.threads);
				ResultSpool spool = new ResultSpool(method, maxResult)) {
			cancellation.onCancel(connection::abort);
			send(method, connection.channel(), request);
			CallOutcome outcome = await(connection.channel(), input, maxResult, output, pump, spool);
			// An agent that ends a call by itself may close its connection, too, and a
			// piece
			// of a stream may come late.
			if (outcome.frame().type() != FrameType.FAILED && input.streams().isEmpty()
					&& System.nanoTime() - deadline < 0) {
				connection.done();
			}
			return outcome;
		}
		catch (IOException ex) {
			throw new SandboxCrashedException(
					"%s has an unknown outcome, the connection to its sandbox broke: %s. Call it again only if it may run twice."
						.formatted(method, ex),
					ex);
		}
	}

	/** A call that was not sent whole was not made. */
	private static void send(String method, FrameChannel channel, CallRequest request) {
		try {
			channel.send(FrameType.CALL, request.head(), request.arguments());
		}
		catch (IOException ex) {
			throw new SandboxUnavailableException(
					"%s did not run: the call could not be sent to its sandbox: %s. Call it again; if that does not help, see what the agent logs."
						.formatted(method, ex),
					ex);
		}
		catch (OutOfMemoryError ex) {
			throw HostMemory.exhaustedByArguments(method, ex);
		}
	}

	private static CallOutcome await(FrameChannel channel, CallInput input, int maxResult, Consumer<byte[]> output,
			ArgumentPump pump, ResultSpool spool) throws IOException {
		CallReport report = null;
		while (true) {
			Frame frame = receive(channel, (type) -> limit(type, maxResult, input));
			switch (frame.type()) {
				case OUTPUT -> output.accept(frame.payload());
				case PULL -> pump.pull(frame.payload());
				case RESULT_PART -> spool.add(frame.payload());
				case REPORT -> report = onlyReport(report, frame);
				case RESULT, THROWN, FAILED -> {
					boolean streamed = input.streamedResult() && frame.type() == FrameType.RESULT;
					return new CallOutcome(frame, report, streamed ? spool.take() : null);
				}
				default -> throw new ProtocolException("Unexpected frame " + frame.type());
			}
		}
	}

	private static CallReport onlyReport(@Nullable CallReport earlier, Frame frame) throws IOException {
		if (earlier != null) {
			throw new ProtocolException("A second report");
		}
		return CallReport.of(frame.payload());
	}

	private static int limit(FrameType type, int maxResult, CallInput input) {
		return switch (type) {
			case RESULT -> maxResult;
			case THROWN -> ThrownValue.MAX_BYTES;
			case OUTPUT, REPORT, FAILED -> MAX_CONTROL;
			case PULL -> input.streams().isEmpty() ? -1 : 1;
			case RESULT_PART -> input.streamedResult() ? StreamChunk.MAX_CONTENT : -1;
			default -> -1;
		};
	}

	private static Frame receive(FrameChannel channel, ToIntFunction<FrameType> limit) throws IOException {
		Frame frame = channel.receive(limit);
		if (frame == null) {
			throw new ProtocolException("The agent closed the connection without an answer");
		}
		return frame;
	}

	/** Keep no connection. */
	void close() {
		this.connections.close();
	}

}
