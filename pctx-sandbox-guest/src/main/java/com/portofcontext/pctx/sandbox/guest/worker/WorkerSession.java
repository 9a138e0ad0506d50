package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of its one conversation: hello, prepare, one call, the end; or more
 * calls, where the spec says so.
 */
final class WorkerSession {

	private final FrameChannel channel;

	private final ToIntFunction<FrameType> accepted = WorkerSession::accepted;

	WorkerSession(FrameChannel channel) {
		this.channel = channel;
	}

	void run() throws IOException {
		this.channel.send(FrameType.HELLO, new byte[0]);
		WorkerSpec spec = WorkerSpec.of(receive(FrameType.PREPARE));
		capture();
		if (!spec.reuse().isNever()) {
			RepeatedCalls calls = new RepeatedCalls(this, this.channel);
			Callee method = prepare(spec, null);
			calls.serve(method, firstCall());
			return;
		}
		CallStreams streams = CallStreams.of(this.channel, spec.method());
		Callee method = prepare(spec, streams);
		AgentWatch watch = new AgentWatch(this.channel, streams);
		watch.start();
		byte[] arguments = firstCall();
		watch.begin();
		send(method.call(arguments));
	}

	private byte[] firstCall() throws IOException {
		this.channel.send(FrameType.READY, new byte[0]);
		Frame arguments = this.channel.receive(this.accepted);
		if (arguments == null) {
			// Nobody calls, and no thread of the user's keeps the JVM from ending: one
			// that is trained writes down now what it has learnt.
			UsualClasses.load();
			System.exit(0);
			throw new ProtocolException("The agent is gone");
		}
		return arguments.expect(FrameType.ARGUMENTS);
	}

	/** What was printed is sent before it; an interrupt would end the connection. */
	void send(Answer answer) throws IOException {
		Thread.interrupted();
		System.out.flush();
		System.err.flush();
		this.channel.send(answer.type(), answer.payload());
	}

	/** A method that cannot be prepared answers its call with the reason. */
	private static Callee prepare(WorkerSpec spec, @Nullable CallStreams streams) {
		try {
			return PreparedMethod.of(spec, streams);
		}
		catch (ReflectiveOperationException | LinkageError | RuntimeException | StackOverflowError ex) {
			return (arguments) -> new Answer(FrameType.THROWN, ThrownValue.of(ex).encode());
		}
	}

	void capture() {
		System.setOut(capture(1));
		System.setErr(capture(2));
	}

	private PrintStream capture(int stream) {
		return new PrintStream(new FrameOutputStream(this.channel, (byte) stream), true, StandardCharsets.UTF_8);
	}

	private byte[] receive(FrameType expected) throws IOException {
		Frame frame = this.channel.receive(this.accepted);
		if (frame == null) {
			throw new ProtocolException("The agent is gone");
		}
		return frame.expect(expected);
	}

	private static int accepted(FrameType type) {
		return switch (type) {
			case PREPARE, ARGUMENTS -> Integer.MAX_VALUE;
			default -> -1;
		};
	}

	/**
	 * Serves calls.
	 */
	@FunctionalInterface
	interface Callee {

		Answer call(byte[] arguments);

		/** Have the next call find an object of its own. */
		default void renew() throws ReflectiveOperationException {
		}

	}

}
