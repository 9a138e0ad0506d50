package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests payloads that no honest peer sends. In hexadecimal, {@code 81} starts an array of
 * one, {@code a1} a map of one, and each payload is an array of slots of one value.
 */
@NullUnmarked
class HostileValueTests {

	private final CBORMapper mapper = ValueMapper.create();

	@Test
	void readsAnHonestPayload() {
		assertThat(read(type(int.class), "818101")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "01", "80", "8180", "81820101", "818101ff", "81810101", "828101", "82810181 01",
			"8181f6", "81816161", "8181fb3ff8000000000000", "8181a0", "818180", "81811b7fffffffffffffff", "f6", "81f6",
			"9f8101ff00", "8181" })
	void refusesEverythingButOneInt(String payload) {
		refuses(type(int.class), payload.replace(" ", ""));
	}

	@Test
	void refusesNestingBomb() {
		byte[] payload = new byte[1_000_000];
		Arrays.fill(payload, (byte) 0x81);
		refuses(type(Object.class), payload);
		refuses(type(Nested.class), payload);
		byte[] maps = HexFormat.of().parseHex("8181" + "a16161".repeat(100_000));
		refuses(type(Object.class), maps);
		refuses(this.mapper.constructType(new TypeReference<Optional<Nested>>() {
		}), maps);
	}

	@ParameterizedTest
	@ValueSource(strings = { "81815a7fffffff00", "81815b7fffffffffffffff00", "81817a7fffffff61",
			"81817b7fffffffffffffff61", "81819a7fffffff01", "81819b7fffffffffffffff01", "8181ba7fffffff616101",
			"8181c25a7fffffff01", "8181a17a7fffffff61", "9a7fffffff01" })
	void refusesHugeLengthsWithoutAllocating(String payload) {
		for (Class<?> type : List.of(byte[].class, String.class, Object.class, int[].class, Object[].class,
				BigInteger.class, long[].class, String[].class, Map.class)) {
			JavaType javaType = type(type);
			refuses(javaType, payload);
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			ValueReader reader = new ValueReader(this.mapper, List.of(javaType));
			byte[] bytes = HexFormat.of().parseHex(payload);
			long before = threads.getCurrentThreadAllocatedBytes();
			assertThatExceptionOfType(ValueException.class).isThrownBy(() -> reader.read(bytes));
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
		}
	}

	@Test
	void refusesNumbersBeyondTheCap() {
		byte[] bytes = new byte[ValueMapper.MAX_NUMBER_LENGTH + 1];
		Arrays.fill(bytes, (byte) 1);
		JavaType type = type(BigInteger.class);
		byte[] payload = new ValueWriter(this.mapper, List.of(type)).write(new Object[] { new BigInteger(bytes) },
				1 << 20);
		refuses(type, payload);
	}

	/** The text is whole: nothing but its length is wrong with it. */
	@ParameterizedTest
	@ValueSource(classes = { String.class, Object.class })
	void refusesTextsBeyondTheCap(Class<?> type) {
		assertThat(read(type(type), "8181" + "7a000f4240" + "61".repeat(1_000_000))).asString().hasSize(1_000_000);
		byte[] payload = new byte[7 + ValueMapper.MAX_STRING_LENGTH + 1];
		Arrays.fill(payload, (byte) 'a');
		ByteBuffer.wrap(payload).putShort((short) 0x8181).put((byte) 0x7a).putInt(ValueMapper.MAX_STRING_LENGTH + 1);
		refuses(type(type), payload);
	}

	@Test
	void refusesNamesBeyondTheCap() {
		JavaType type = this.mapper.constructType(new TypeReference<Map<String, String>>() {
		});
		byte[] payload = new ValueWriter(this.mapper, List.of(type))
			.write(new Object[] { Map.of("x".repeat(ValueMapper.MAX_NAME_LENGTH + 1), "a") }, 1 << 20);
		refuses(type, payload);
	}

	@Test
	void refusesDuplicateKeys() {
		String duplicate = "8181a2617801617802";
		refuses(type(Object.class), duplicate);
		refuses(type(Map.class), duplicate);
		refuses(type(Point.class), duplicate);
		assertThat(read(type(Point.class), "8181a1617801")).isEqualTo(new Point(1));
	}

	@Test
	void refusesUnknownProperties() {
		refuses(type(Point.class), "8181a2617801617902");
	}

	/** Simple values of CBOR, which have a class of their own in Jackson. */
	@ParameterizedTest
	@ValueSource(strings = { "8181e0", "8181ed", "8181f820", "8181f8ff", "8181f7" })
	void readsNothingButPlainObjectsWhereObjectIsDeclared(String payload) {
		assertThat(read(type(Object.class), payload)).isIn(null, 0, 13, 32, 255);
	}

	@Test
	void refusesNamesOutsideTheSealedSet() {
		byte[] honest = write(type(Shape.class), new Circle(1));
		assertThat(new ValueReader(this.mapper, List.of(type(Shape.class))).read(honest))
			.containsExactly(new Circle(1));
		for (String name : List.of("java.lang.Object", "java.lang.Thread", Point.class.getName(), Shape.class.getName(),
				"", "Circle")) {
			refuses(type(Shape.class), rename(name));
		}
		refuses(type(Shape.class), "8181a0");
	}

	@Test
	void refusesClassNamesEvenWithoutTheCheckAtStartUp() {
		assertThatExceptionOfType(ValueException.class).isThrownBy(() -> read(type(ByClassName.class), "8181a0"))
			.withMessageContaining("denied resolution");
	}

	@Test
	void stopsAtTheCapBeforeTheEndOfTheValue() {
		AbstractList<String> endless = new AbstractList<>() {

			@Override
			public String get(int index) {
				assertThat(index).isLessThan(10_000);
				return "0123456789";
			}

			@Override
			public int size() {
				return Integer.MAX_VALUE;
			}

		};
		assertTooLarge(endless, 50_000);
		assertTooLarge(new byte[2000], 1000);
		assertTooLarge("x".repeat(2000), 1000);
		assertTooLarge(1, 2);
		assertThat(write(type(Object.class), 1)).hasSize(3);
	}

	@Test
	void refusesToWriteCyclesAndFailingGetters() {
		Nested first = new Nested();
		first.next = new Nested();
		first.next.next = first;
		assertThatExceptionOfType(ValueException.class).isThrownBy(() -> write(type(Nested.class), first));
		assertThatExceptionOfType(ValueException.class).isThrownBy(() -> write(type(Failing.class), new Failing()))
			.withMessageContaining("Value 0 (" + Failing.class.getName() + ")")
			.withMessageContaining("no answer");
	}

	private void assertTooLarge(Object value, int maxBytes) {
		assertThatExceptionOfType(ValueTooLargeException.class).isThrownBy(
				() -> new ValueWriter(this.mapper, List.of(type(Object.class))).write(new Object[] { value }, maxBytes))
			.satisfies((ex) -> assertThat(ex.getMaxBytes()).isEqualTo(maxBytes));
	}

	private byte[] rename(String name) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(HexFormat.of().parseHex("818182"));
		out.writeBytes(this.mapper.writeValueAsBytes(name));
		out.writeBytes(this.mapper.writeValueAsBytes(Map.of("radius", 1.0)));
		return out.toByteArray();
	}

	private byte[] write(JavaType type, Object value) {
		return new ValueWriter(this.mapper, List.of(type)).write(new Object[] { value }, 1 << 20);
	}

	private Object read(JavaType type, String payload) {
		return new ValueReader(this.mapper, List.of(type)).read(HexFormat.of().parseHex(payload))[0];
	}

	private void refuses(JavaType type, String payload) {
		refuses(type, HexFormat.of().parseHex(payload));
	}

	private void refuses(JavaType type, byte[] payload) {
		assertThatExceptionOfType(ValueException.class)
			.isThrownBy(() -> new ValueReader(this.mapper, List.of(type)).read(payload));
	}

	private JavaType type(Class<?> type) {
		return this.mapper.constructType(type);
	}

	record Point(int x) {
	}

	static class Nested {

		public Nested next;

	}

	static class Failing {

		public int getAnswer() {
			throw new IllegalStateException("no answer");
		}

		public void setAnswer(int answer) {
		}

	}

	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface ByClassName {

	}

}
