package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers whose code takes over the protocol: it shares a JVM with it, so it can.
 */
@Timeout(60)
class HostileWorkerTests {

	/** More than a socket takes in before its peer reads. */
	private static final String LARGE = "x".repeat(2_000_000);

	private final CBORMapper mapper = ValueMapper.create();

	private final Path base;

	private final Agent agent;

	private final List<String> classPath;

	HostileWorkerTests() throws Exception {
		this.base = TestDirectories.create();
		this.classPath = new ArrayList<>(new Blobs(this.base.resolve("blobs")).of(Agent.class, CBORMapper.class,
				ObjectMapper.class, JsonParser.class, JsonCreator.class, HostileWorkerTests.class));
		this.agent = Agent.start(new AgentSettings(this.base.resolve("run"), this.base.resolve("blobs"),
				JailKind.BUBBLEWRAP, Set.of(), "pctx-sandbox",
				new PoolSettings(0, 4, 4L << 30, Duration.ofMinutes(1), false, Duration.ofSeconds(20), 0)));
	}

	@AfterEach
	void close() throws IOException {
		this.agent.close();
		Directories.delete(this.base);
	}

	@Test
	void whenWorkerDoesNotReadItsArgumentsThenTimeoutEndsIt() throws Exception {
		assertThat(failure(call(NeverReads.class, Duration.ofSeconds(10), LARGE)).kind())
			.isEqualTo(Failure.Kind.TIMEOUT);
	}

	@Test
	void whenWorkerReadsPartOfItsArgumentsThenNoOtherGetsThem() throws Exception {
		assertThat(failure(call(ReadsAPart.class, Duration.ofSeconds(10), LARGE)).kind())
			.isEqualTo(Failure.Kind.CRASHED);
	}

	@Test
	void whenWorkerClaimsAFailureBeforeItsCallThenItNeverRan() throws Exception {
		Failure failure = failure(call(ClaimsEarly.class, Duration.ofSeconds(10), "x"));
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(failure.message()).doesNotContain("forged");
	}

	@Test
	void whenWorkerFloodsItsAgentWithTinyFramesThenTheyAreReadSlowly() throws Exception {
		List<Frame> frames = call(Floods.class, Duration.ofSeconds(30), "x");
		Object[] result = new ValueReader(this.mapper, List.of(this.mapper.constructType(String.class)))
			.read(frames.get(frames.size() - 1).expect(FrameType.RESULT));
		assertThat(Integer.parseInt((String) result[0])).isLessThan(400_000);
	}

	@Test
	void whenJarNamesAServiceOfTheJdkThenItIsNotLoadedAheadOfTheProof() throws Exception {
		this.classPath.add(jarOfSelectorProvider());
		List<Frame> frames = call(Echo.class, Duration.ofSeconds(10), "x");
		assertThat(frames.get(frames.size() - 1).type()).isEqualTo(FrameType.RESULT);
	}

	private String jarOfSelectorProvider() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream jar = new JarOutputStream(bytes)) {
			jar.putNextEntry(new JarEntry("META-INF/services/java.nio.channels.spi.SelectorProvider"));
			jar.write(ServiceThatEndsTheJvm.class.getName().getBytes(StandardCharsets.UTF_8));
		}
		String name = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
		Files.write(this.base.resolve("blobs").resolve(name + ".jar"), bytes.toByteArray());
		return name;
	}

	private static Failure failure(List<Frame> frames) throws IOException {
		return Failure.of(frames.get(frames.size() - 1).expect(FrameType.FAILED));
	}

	private List<Frame> call(Class<?> type, Duration timeout, String argument) throws Exception {
		MethodSpec method = new MethodSpec(type.getName(), "echo",
				MethodType.methodType(String.class, String.class).toMethodDescriptorString(),
				List.of(String.class.getName()), String.class.getName(), List.of());
		WorkerSpec spec = new WorkerSpec(method, this.classPath,
				new Limits(256L << 20, 1, 64, 8L << 20, 1 << 20, 64 * 1024));
		byte[] payload = new ValueWriter(this.mapper, List.of(this.mapper.constructType(String.class)))
			.write(new Object[] { argument }, 1 << 24);
		CallRequest request = new CallRequest(spec.id(), timeout.toMillis(), ByteBuffer.wrap(payload));
		try (FrameChannel channel = new FrameChannel(
				SocketChannel.open(UnixDomainSocketAddress.of(this.agent.socket())))) {
			channel.send(FrameType.DEFINE, spec.toBytes());
			assertThat(Objects.requireNonNull(channel.receive((any) -> 1 << 20)).type()).isEqualTo(FrameType.DEFINED);
			channel.send(FrameType.CALL, request.head(), request.arguments());
			List<Frame> frames = new ArrayList<>();
			do {
				frames.add(Objects.requireNonNull(channel.receive((any) -> 1 << 24)));
			}
			while (frames.get(frames.size() - 1).type() == FrameType.OUTPUT
					|| frames.get(frames.size() - 1).type() == FrameType.REPORT);
			// Nothing of the call follows its outcome.
			channel.send(FrameType.STATUS, new byte[0]);
			assertThat(Objects.requireNonNull(channel.receive((any) -> 1 << 20)).type())
				.isEqualTo(FrameType.STATUS_REPLY);
			return frames;
		}
	}

	static class Echo {

		String echo(String text) {
			return text;
		}

	}

	static class NeverReads extends Echo {

		static {
			Takeover.send(FrameType.READY, new byte[0]);
			Takeover.sleep();
		}

	}

	static class ReadsAPart extends Echo {

		static {
			Takeover.send(FrameType.READY, new byte[0]);
			Takeover.read(100_000);
			Runtime.getRuntime().halt(0);
		}

	}

	static class ClaimsEarly extends Echo {

		static {
			Takeover.send(FrameType.FAILED, new Failure(Failure.Kind.RESULT, "forged").toBytes());
			Takeover.sleep();
		}

	}

	static class Floods extends Echo {

		/** Says how many empty frames it could send in two seconds. */
		@Override
		String echo(String text) {
			int length = 5;
			byte[] frames = new byte[length * 1000];
			for (int i = 0; i < frames.length; i += length) {
				frames[i] = (byte) FrameType.OUTPUT.ordinal();
			}
			int sent = 0;
			long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
			while (System.nanoTime() < end) {
				Takeover.write(frames);
				sent += frames.length / length;
			}
			return Integer.toString(sent);
		}

	}

	/** Loaded by whoever asks for services of the JDK by its file in a jar. */
	public static final class ServiceThatEndsTheJvm {

		static {
			Runtime.getRuntime().halt(3);
		}

	}

	/**
	 * The worker's end of its connection, taken out of {@code System.out}.
	 */
	static final class Takeover {

		private Takeover() {
		}

		static void send(FrameType type, byte[] payload) {
			try {
				channel().send(type, payload);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		static void read(int length) {
			try {
				ByteBuffer buffer = ByteBuffer.allocate(length);
				while (buffer.hasRemaining() && socket().read(buffer) >= 0) {
					// Until it is full.
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		static void write(byte[] bytes) {
			try {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				while (buffer.hasRemaining()) {
					socket().write(buffer);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		static void sleep() {
			try {
				Thread.sleep(Long.MAX_VALUE);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static SocketChannel socket() {
			return (SocketChannel) field(FrameChannel.class, "channel", channel());
		}

		private static FrameChannel channel() {
			Object frames = field(FilterOutputStream.class, "out", System.out);
			return (FrameChannel) field(frames.getClass(), "channel", frames);
		}

		private static Object field(Class<?> type, String name, Object owner) {
			try {
				Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
				Field singleton = unsafeType.getDeclaredField("theUnsafe");
				singleton.setAccessible(true);
				Object unsafe = singleton.get(null);
				Field field = type.getDeclaredField(name);
				Object offset = unsafeType.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
				@Nullable Object value = unsafeType.getMethod("getObject", Object.class, long.class)
					.invoke(unsafe, owner, offset);
				return Objects.requireNonNull(value);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
