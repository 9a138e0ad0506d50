package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.task.support.TaskExecutorAdapter;

/**
 * A machine whose agent knows every method, counts calls, and answers them as it is told
 * to. It closes a connection after its call.
 */
final class ScriptedMachine implements Machine {

	private final Path directory;

	private final Answer answer;

	private final AtomicInteger calls = new AtomicInteger();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final UnixDomainSocketAddress address;

	private final ServerSocketChannel socket;

	ScriptedMachine(Path directory, Answer answer) {
		this.directory = directory;
		this.answer = answer;
		this.address = UnixDomainSocketAddress.of(directory.resolve("socket"));
		try {
			this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(this.address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::serve);
	}

	private void serve() {
		while (this.socket.isOpen()) {
			try {
				SocketChannel host = this.socket.accept();
				start(() -> serve(host));
			}
			catch (IOException ex) {
				// The test is over.
			}
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "scripted-agent");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve(SocketChannel host) {
		try (FrameChannel channel = new FrameChannel(host)) {
			while (answer(channel)) {
				// Until there is a call.
			}
		}
		catch (IOException ex) {
			// The host hung up, or the test is over.
		}
	}

	private boolean answer(FrameChannel channel) throws IOException {
		Frame question = channel.receive((type) -> 1 << 20);
		if (question != null && question.type() == FrameType.CALL) {
			this.calls.incrementAndGet();
			this.answer.to(channel);
			return false;
		}
		if (question != null) {
			channel.send(FrameType.DEFINED, new byte[0]);
		}
		return question != null;
	}

	/**
	 * Have a host call a method here.
	 * @param resultType what the method returns
	 * @param attempts how often the host tries at most
	 * @return what the caller gets
	 */
	@Nullable Object call(Class<?> resultType, int attempts) throws Exception {
		return call(resultType, attempts, this.events::add);
	}

	/**
	 * Have a host call a method here.
	 * @param resultType what the method returns
	 * @param attempts how often the host tries at most
	 * @param events is told how it ended
	 * @return what the caller gets
	 */
	@Nullable Object call(Class<?> resultType, int attempts, ApplicationEventPublisher events) throws Exception {
		SandboxEngine engine = new SandboxEngine(this,
				new WorkerClassPaths(
						new ClassPathResolver(this.directory, new ClassPathPatterns(List.of(), List.of(), List.of())),
						(coordinates) -> List.of(), ValueModules.NONE),
				new CallRetries(attempts, Duration.ZERO), new TaskExecutorAdapter(Runnable::run), events);
		SandboxedMethod method = new SandboxedMethod("bean", Bean.class, Bean.class.getMethod("run"), List.of(),
				ValueMapper.create().constructType(resultType), false, List.of(), List.of(),
				SandboxPolicy.DEFAULT.withTimeout(Duration.ofMinutes(1)), List.of());
		return engine.call(method, new Bean(), new @Nullable Object[0], method.policy()).value();
	}

	/** What was published of its calls. */
	List<Object> events() {
		return this.events;
	}

	int calls() {
		return this.calls.get();
	}

	@Override
	public String name() {
		return "scripted";
	}

	@Override
	public FrameChannel connect() {
		try {
			return new FrameChannel(SocketChannel.open(this.address));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public Path blobDirectory() {
		return this.directory.resolve("blobs");
	}

	@Override
	public void open() {
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static class Bean {

		public Object run() {
			return "";
		}

	}

	/**
	 * What a call is answered.
	 */
	@FunctionalInterface
	interface Answer {

		void to(FrameChannel channel) throws IOException;

	}

}
