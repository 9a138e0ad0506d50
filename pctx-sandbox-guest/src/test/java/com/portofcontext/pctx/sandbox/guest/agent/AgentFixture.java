package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real agent on this machine and a host that calls it. Closing it proves from outside
 * that nothing is left.
 */
final class AgentFixture implements AutoCloseable {

	static final Limits LIMITS = new Limits(256L << 20, 1, 64, 8L << 20, 1 << 20, 64 * 1024);

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** How long a slow machine may take to do what takes milliseconds. */
	static final Duration BOUND = Duration.ofSeconds(15);

	/** One worker at a time, and none ahead of calls: a test sees only its own. */
	static final PoolSettings POOL = new PoolSettings(0, 1, 4L << 30, Duration.ofMinutes(1), false, TIMEOUT, 0);

	private final CBORMapper mapper = ValueMapper.create();

	private final Path base;

	private final List<Agent> agents = new ArrayList<>();

	private final List<String> runs = new ArrayList<>();

	private final List<String> classPath;

	/** Where calls go. */
	private Path socket;

	/** Whether no worker is kept ahead of calls, or after them. */
	private boolean single;

	AgentFixture() throws IOException {
		this.base = TestDirectories.create();
		this.classPath = new Blobs(blobs()).of(Agent.class, CBORMapper.class, ObjectMapper.class, JsonParser.class,
				JsonCreator.class, AgentFixture.class);
	}

	Path base() {
		return this.base;
	}

	Path run() {
		return this.base.resolve("run");
	}

	Path blobs() {
		return this.base.resolve("blobs");
	}

	/** The agent's classes and the tests', as a class path of jars. */
	String jars() {
		return this.classPath.stream()
			.map((name) -> BlobFiles.file(blobs(), name).toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	Agent start(JailKind jail) throws IOException, AgentException {
		return start(jail, POOL);
	}

	Agent start(@Nullable JailKind jail, PoolSettings pool) throws IOException, AgentException {
		Agent agent = Agent.start(new AgentSettings(run(), blobs(), jail, Set.of(), "pctx-sandbox", pool));
		this.agents.add(agent);
		// A training may go on, and ends with its agent.
		this.single = pool.minIdle() == 0 && pool.trainAfter() == 0;
		use(agent.socket());
		return agent;
	}

	/** Call this agent from now on, and have what it leaves looked for, too. */
	void use(Path socket) {
		this.socket = socket;
		watch(socket.getParent().getFileName().toString());
	}

	/** Have what a run leaves looked for, too. */
	void watch(String run) {
		this.runs.add(run);
	}

	Leftovers leftovers() {
		return new Leftovers(this.base, this.runs);
	}

	WorkerSpec spec(Class<?> bean, String name) {
		return spec(bean, name, LIMITS);
	}

	WorkerSpec spec(Class<?> bean, String name, Limits limits) {
		return spec(bean, name, limits, List.of());
	}

	/** The spec of the only method of that name. */
	WorkerSpec spec(Class<?> bean, String name, Limits limits, List<String> network) {
		Method method = Stream.of(bean.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		return new WorkerSpec(new MethodSpec(bean.getName(), name,
				MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString(),
				Stream.of(method.getGenericParameterTypes())
					.map((type) -> TypeNames.of(this.mapper.constructType(type)))
					.toList(),
				TypeNames.of(this.mapper.constructType(method.getGenericReturnType())), List.of()), this.classPath, 0,
				limits, network, NetworkLimits.DEFAULT, Reuse.NEVER);
	}

	WorkerSpec define(Class<?> bean, String name) throws IOException {
		return define(bean, name, LIMITS);
	}

	WorkerSpec define(Class<?> bean, String name, Limits limits) throws IOException {
		return define(spec(bean, name, limits));
	}

	/** Define a spec whose workers have a network. */
	WorkerSpec define(Class<?> bean, String name, List<String> network) throws IOException {
		return define(spec(bean, name, LIMITS, network));
	}

	WorkerSpec define(WorkerSpec spec) throws IOException {
		this.single &= spec.reuse().isNever();
		try (FrameChannel channel = connect()) {
			channel.send(FrameType.DEFINE, spec.toBytes());
			Frame answer = channel.receive((type) -> 100_000);
			assertThat(answer).isNotNull();
			assertThat(answer.type()).isEqualTo(FrameType.DEFINED);
		}
		return spec;
	}

	Outcome call(WorkerSpec spec, Object... arguments) throws IOException {
		return call(spec, TIMEOUT, arguments);
	}

	Outcome call(WorkerSpec spec, Duration timeout, Object... arguments) throws IOException {
		try (FrameChannel channel = send(spec, timeout, arguments)) {
			return receive(channel, spec);
		}
	}

	/** Receive all that a call is answered. */
	Outcome receive(FrameChannel channel, WorkerSpec spec) throws IOException {
		List<Frame> frames = new ArrayList<>();
		Frame frame = channel.receive((type) -> 1 << 24);
		while (frame != null) {
			frames.add(frame);
			frame = isLast(frame) ? null : channel.receive((type) -> 1 << 24);
		}
		return new Outcome(frames, parse(spec.method().resultType()));
	}

	private static boolean isLast(Frame frame) {
		return switch (frame.type()) {
			case RESULT, THROWN, FAILED -> true;
			default -> false;
		};
	}

	/** Make a call, and leave its connection open. */
	FrameChannel send(WorkerSpec spec, Duration timeout, Object... arguments) throws IOException {
		FrameChannel channel = connect();
		send(channel, spec, timeout, arguments);
		return channel;
	}

	void send(FrameChannel channel, WorkerSpec spec, Duration timeout, Object... arguments) throws IOException {
		List<JavaType> types = spec.method().inputTypes().stream().map(this::parse).toList();
		byte[] payload = new ValueWriter(this.mapper, types).write(arguments, 1 << 26);
		CallRequest request = new CallRequest(spec.id(), timeout.toMillis(), ByteBuffer.wrap(payload));
		channel.send(FrameType.CALL, request.head(), request.arguments());
	}

	private FrameChannel connect() throws IOException {
		return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(this.socket)));
	}

	private JavaType parse(String name) {
		try {
			return TypeNames.parse(name, this.mapper.getTypeFactory(), AgentFixture.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A worker goes with its call, not only with its agent. */
	void awaitNoWorker() {
		await().atMost(BOUND)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(leftovers().workers()).isEmpty());
	}

	@Override
	public void close() throws IOException {
		if (this.single) {
			awaitNoWorker();
		}
		for (Agent agent : this.agents) {
			agent.close();
		}
		try {
			await().atMost(BOUND)
				.pollInterval(Duration.ofMillis(20))
				.untilAsserted(() -> assertThat(leftovers().all()).isEmpty());
		}
		finally {
			Directories.delete(this.base);
		}
	}

}
