package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of the protocol. What an agent answers is checked as if a worker had
 * sent it.
 */
final class AgentClient {

	/** How long a connection is kept that nobody uses. */
	private static final long IDLE_MILLIS = 30_000;

	private static final int MAX_CONTROL = 1024 * 1024;

	private final Machine machine;

	private final AgentConnections connections;

	private final long patienceMillis;

	/**
	 * Create a client.
	 * @param machine the machine of the agent
	 * @param timer ends what the agent does not answer
	 * @param patience how long it may take to answer, beyond the time-out of a call: the
	 * agent enforces time-outs, and this is for one that does not answer at all
	 */
	AgentClient(Machine machine, ScheduledExecutorService timer, Duration patience) {
		this.machine = machine;
		this.connections = new AgentConnections(machine, timer, IDLE_MILLIS);
		this.patienceMillis = patience.toMillis();
	}

	void define(WorkerSpec spec) {
		this.machine.send(spec.classPath());
		try {
			Frame answer = ask(FrameType.DEFINE, spec.toBytes(), EnumSet.of(FrameType.DEFINED, FrameType.FAILED));
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
			return AgentStatus.of(ask(FrameType.STATUS, new byte[0], EnumSet.of(FrameType.STATUS_REPLY))
				.expect(FrameType.STATUS_REPLY));
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

	private Frame ask(FrameType type, byte[] payload, Set<FrameType> answers) throws IOException {
		try (AgentConnections.Connection connection = this.connections.take(this.patienceMillis)) {
			connection.channel().send(type, payload);
			Frame answer = receive(connection.channel(), (any) -> answers.contains(any) ? MAX_CONTROL : -1);
			connection.keep();
			return answer;
		}
	}

	/**
	 * Make a call.
	 * @param method how messages name the method
	 * @param request the call
	 * @param maxResult how large the result may be
	 * @param output takes what the code prints
	 * @param cancellation is told how to end the call
	 */
	CallOutcome call(String method, CallRequest request, int maxResult, Consumer<byte[]> output,
			Cancellation cancellation) {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
		try (AgentConnections.Connection connection = this.connections
			.take(request.timeoutMillis() + this.patienceMillis)) {
			cancellation.onCancel(connection::abort);
			send(method, connection.channel(), request);
			CallOutcome outcome = await(connection.channel(), maxResult, output);
			// An agent that ends a call by itself may close its connection, too.
			if (outcome.frame().type() != FrameType.FAILED && System.nanoTime() - deadline < 0) {
				connection.keep();
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

	private CallOutcome await(FrameChannel channel, int maxResult, Consumer<byte[]> output) throws IOException {
		CallReport report = null;
		while (true) {
			Frame frame = receive(channel, (type) -> limit(type, maxResult));
			switch (frame.type()) {
				case OUTPUT -> output.accept(frame.payload());
				case REPORT -> report = onlyReport(report, frame);
				case RESULT, THROWN, FAILED -> {
					return new CallOutcome(frame, report);
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

	private static int limit(FrameType type, int maxResult) {
		return switch (type) {
			case RESULT -> maxResult;
			case THROWN -> ThrownValue.MAX_BYTES;
			case OUTPUT, REPORT, FAILED -> MAX_CONTROL;
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

	/** Keep connections, at first and again after {@link #close()}. */
	void open() {
		this.connections.open();
	}

	/** Keep no connection. */
	void close() {
		this.connections.close();
	}

}
