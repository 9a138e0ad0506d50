package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent on this machine, with the real jails.
 */
class AgentTests {

	private final CBORMapper mapper = ValueMapper.create();

	private final Path base;

	private @Nullable Agent agent;

	AgentTests() throws IOException {
		this.base = TestDirectories.create();
	}

	@AfterEach
	void close() throws IOException {
		if (this.agent != null) {
			this.agent.close();
		}
		try (Stream<Path> left = Files.list(this.base.resolve("run"))) {
			assertThat(left).isEmpty();
		}
		Directories.delete(this.base);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void callReturnsWhatTheMethodReturns(JailKind jail) throws Exception {
		WorkerSpec spec = define(jail, "join", String.class, List.class, String.class);
		for (int i = 0; i < 3; i++) {
			List<Frame> frames = call(spec, Duration.ofSeconds(20), List.of("a", "b"), "-");
			assertThat(frames).extracting(Frame::type)
				.containsExactly(FrameType.OUTPUT, FrameType.REPORT, FrameType.RESULT);
			Object[] result = new ValueReader(this.mapper, List.of(type(String.class))).read(frames.get(2).payload());
			assertThat(result).containsExactly("a-b");
			CallReport report = CallReport.of(frames.get(1).payload());
			assertThat(report.proof()).contains("seccomp=2", "no_new_privs=1", "capabilities=0", "network=none");
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenTimeIsUpThenWorkerIsKilled(JailKind jail) throws Exception {
		WorkerSpec spec = define(jail, "spin", void.class);
		List<Frame> frames = call(spec, Duration.ofMillis(2500));
		assertThat(Failure.of(frames.get(frames.size() - 1).expect(FrameType.FAILED)).kind())
			.isEqualTo(Failure.Kind.TIMEOUT);
	}

	private WorkerSpec define(JailKind jail, String method, Class<?> result, Class<?>... parameters) throws Exception {
		this.agent = Agent.start(new AgentSettings(this.base.resolve("run"), this.base.resolve("blobs"), jail, Set.of(),
				"pctx-sandbox", new PoolSettings(1, 4, 4L << 30, Duration.ofMinutes(1), true, Duration.ofSeconds(20))));
		List<String> classPath = new Blobs(this.base.resolve("blobs")).of(Agent.class, CBORMapper.class,
				ObjectMapper.class, JsonParser.class, JsonCreator.class, AgentTests.class);
		MethodSpec spec = new MethodSpec(Victim.class.getName(), method,
				MethodType.methodType(result, parameters).toMethodDescriptorString(),
				Stream.of(parameters).map((parameter) -> type(parameter).toCanonical()).toList(),
				type(result).toCanonical(), List.of());
		WorkerSpec worker = new WorkerSpec(spec, classPath,
				new Limits(256L << 20, 1, 64, 8L << 20, 1 << 20, 64 * 1024));
		try (FrameChannel channel = connect()) {
			channel.send(FrameType.DEFINE, worker.toBytes());
			Frame frame = channel.receive((type) -> 100_000);
			assertThat(frame.type()).isEqualTo(FrameType.DEFINED);
		}
		return worker;
	}

	private List<Frame> call(WorkerSpec spec, Duration timeout, Object... arguments) throws IOException {
		List<JavaType> types = spec.method().parameterTypes().stream().map(this::parse).toList();
		byte[] payload = new ValueWriter(this.mapper, types).write(arguments, 1 << 20);
		CallRequest request = new CallRequest(spec.id(), timeout.toMillis(), ByteBuffer.wrap(payload));
		try (FrameChannel channel = connect()) {
			channel.send(FrameType.CALL, request.head(), request.arguments());
			List<Frame> frames = new ArrayList<>();
			for (Frame frame = channel.receive((type) -> 1 << 24); frame != null; frame = channel
				.receive((type) -> 1 << 24)) {
				frames.add(frame);
			}
			return frames;
		}
	}

	private FrameChannel connect() throws IOException {
		return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(this.agent.socket())));
	}

	private JavaType type(Class<?> type) {
		return (type == List.class) ? this.mapper.getTypeFactory().constructCollectionType(List.class, String.class)
				: this.mapper.constructType(type);
	}

	private JavaType parse(String name) {
		return this.mapper.getTypeFactory().constructFromCanonical(name);
	}

	static class Victim {

		String join(List<String> parts, String separator) {
			System.out.println("joining " + parts.size());
			return String.join(separator, parts);
		}

		void spin() {
			while (true) {
				Thread.onSpinWait();
			}
		}

	}

}
