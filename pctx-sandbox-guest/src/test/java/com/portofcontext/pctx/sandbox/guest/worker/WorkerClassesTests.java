package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which classes the JVM of a worker loads, by its own log: most of what a worker costs
 * are the classes of Jackson.
 */
class WorkerClassesTests {

	private static final String MAPPER = "(tools|com\\.fasterxml)\\.jackson";

	private final CBORMapper mapper = ValueMapper.create();

	@TempDir
	private Path directory;

	@Test
	void whenTypesAreTheUsualThenNothingOfJacksonIsLoaded() throws Exception {
		Row row = new Row("a", 1, LocalDate.EPOCH, Kind.FIRST, new byte[] { 1 }, new UUID(1, 2));
		Frame answer = call("sum", List.of(row, row), Map.of(1, Instant.EPOCH));
		assertThat(answer.type()).isEqualTo(FrameType.RESULT);
		assertThat(result("sum", answer)).isEqualTo(new Sum(2, Optional.of("a"), new Circle(0.5), Map.of("key", 1)));
		assertThat(loaded()).contains(Row.class.getName()).doesNotContainPattern(MAPPER).doesNotContain("org.slf4j");
	}

	@Test
	void whenMethodThrowsThenNothingOfJacksonIsLoaded() throws Exception {
		Frame answer = call("fail", "reason");
		assertThat(answer.type()).isEqualTo(FrameType.THROWN);
		assertThat(ThrownValue.decode(answer.payload()).message()).isEqualTo("reason");
		assertThat(loaded()).doesNotContainPattern(MAPPER).doesNotContain("org.slf4j");
	}

	@Test
	void whenTypeHasAnAnnotationOfJacksonsThenItIsLoaded() throws Exception {
		Frame answer = call("annotated", new Annotated("a"));
		assertThat(answer.type()).isEqualTo(FrameType.RESULT);
		assertThat(result("annotated", answer)).isEqualTo(new Annotated("aa"));
		assertThat(loaded()).containsPattern(MAPPER);
	}

	@Test
	void whenValueOfAnyTypeIsTheUsualThenNothingOfJacksonIsLoaded() throws Exception {
		Frame answer = call("anything", List.of("a"));
		assertThat(answer.type()).isEqualTo(FrameType.RESULT);
		assertThat(result("anything", answer)).isEqualTo(Map.of("a", Map.of("radius", 0.5)));
		assertThat(loaded()).doesNotContainPattern(MAPPER);
	}

	/** Its type does not say so before the call. */
	@Test
	void whenValueIsLeftToJacksonThenItTravelsAllTheSame() throws Exception {
		Frame answer = call("anything", 1);
		assertThat(answer.type()).isEqualTo(FrameType.RESULT);
		assertThat(result("anything", answer)).isEqualTo(Map.of("other", "a"));
		assertThat(loaded()).containsPattern(MAPPER);
	}

	@Test
	void whenArgumentIsRefusedThenTheReasonIsJacksons() throws Exception {
		Frame answer = exchange(spec("fail"), new byte[] { (byte) 0x81, (byte) 0x81, (byte) 0x80 });
		assertThat(ThrownValue.decode(answer.payload()).message()).startsWith("Argument 1 (java.lang.String)")
			.contains("Cannot deserialize value of type `java.lang.String`");
	}

	/** With an archive nothing else would, until the user's own. */
	@Test
	void whenWorkerIsReadyThenAClassThatNoArchiveHasWasLinked() throws Exception {
		assertThat(call("fail", "reason").type()).isEqualTo(FrameType.THROWN);
		assertThat(loaded()).containsPattern(Pattern.quote(FreshClass.Practice.class.getName()) + "\\$\\$Lambda");
	}

	@Test
	void whenNobodyCallsThenTheUsualClassesAreThereForTheArchive() throws Exception {
		assertThat(exchange(spec("fail"), null)).isNull();
		assertThat(loaded()).contains("java.util.concurrent.ForkJoinPool ").contains("java.util.GregorianCalendar ");
	}

	private Frame call(String name, Object... arguments) throws Exception {
		List<JavaType> types = Arrays.stream(method(name).getGenericParameterTypes())
			.map(this.mapper::constructType)
			.toList();
		return exchange(spec(name), new ValueWriter(this.mapper, types).write(arguments, 1 << 20));
	}

	private Object result(String name, Frame answer) throws Exception {
		JavaType type = this.mapper.constructType(method(name).getGenericReturnType());
		return new ValueReader(this.mapper, List.of(type)).read(answer.payload())[0];
	}

	private WorkerSpec spec(String name) {
		Method method = method(name);
		List<String> parameters = new ArrayList<>();
		for (var type : method.getGenericParameterTypes()) {
			parameters.add(TypeNames.of(this.mapper.constructType(type)));
		}
		return new WorkerSpec(
				new MethodSpec(Reports.class.getName(), name,
						MethodType.methodType(method.getReturnType(), method.getParameterTypes())
							.toMethodDescriptorString(),
						parameters, TypeNames.of(this.mapper.constructType(method.getGenericReturnType())), List.of()),
				List.of(), new Limits(256L << 20, 1, 64, 8L << 20, 1 << 20, 64 * 1024));
	}

	private static Method method(String name) {
		return Arrays.stream(Reports.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	/** What an agent does, without a jail: it is the worker's own classes that count. */
	private @Nullable Frame exchange(WorkerSpec spec, byte @Nullable [] arguments) throws Exception {
		Path socket = this.directory.resolve("worker.sock");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(socket));
			Process worker = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
					"-Xlog:class+load:file=" + log(), "-cp", System.getProperty("java.class.path"),
					WorkerMain.class.getName(), socket.toString())
				.redirectErrorStream(true)
				.redirectOutput(this.directory.resolve("output").toFile())
				.start();
			try (FrameChannel channel = new FrameChannel(server.accept())) {
				receive(channel, FrameType.HELLO);
				channel.send(FrameType.PREPARE, spec.toBytes());
				receive(channel, FrameType.READY);
				if (arguments == null) {
					return null;
				}
				channel.send(FrameType.ARGUMENTS, arguments);
				Frame answer = channel.receive((type) -> 1 << 20);
				assertThat(answer).isNotNull();
				return answer;
			}
			finally {
				if (!worker.waitFor(30, TimeUnit.SECONDS)) {
					worker.destroyForcibly();
				}
			}
		}
	}

	private static void receive(FrameChannel channel, FrameType type) throws IOException {
		Frame frame = channel.receive((accepted) -> 1 << 20);
		assertThat(frame).isNotNull();
		assertThat(frame.type()).isEqualTo(type);
	}

	private Path log() {
		return this.directory.resolve("classes.log");
	}

	private String loaded() throws IOException {
		return Files.readString(log());
	}

	static class Reports {

		Sum sum(List<Row> rows, Map<Integer, Instant> times) {
			return new Sum(rows.size() * times.size(), Optional.of(rows.get(0).name()), new Circle(0.5),
					Map.of("key", 1));
		}

		void fail(String reason) {
			throw new IllegalStateException(reason);
		}

		Annotated annotated(Annotated value) {
			return new Annotated(value.text() + value.text());
		}

		Object anything(Object value) {
			return (value instanceof List<?> list) ? Map.of(list.get(0), new Circle(0.5)) : new Annotated("a");
		}

	}

	enum Kind {

		FIRST

	}

	record Row(String name, int number, LocalDate day, Kind kind, byte[] bytes, UUID id) {
	}

	sealed interface Shape permits Circle {

	}

	record Circle(double radius) implements Shape {
	}

	record Sum(int count, Optional<String> last, Shape shape, Map<String, Object> more) {
	}

	record Annotated(@JsonProperty("other") String text) {
	}

}
