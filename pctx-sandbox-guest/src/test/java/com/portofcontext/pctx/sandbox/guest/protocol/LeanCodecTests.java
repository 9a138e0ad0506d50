package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.portofcontext.pctx.sandbox.guest.protocol.RandomTypes.Generated;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.HashCodeCap;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodecs;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lean codec and Jackson are one encoding, with generated types and values. The name
 * of a failed test has the seed that repeats it.
 */
class LeanCodecTests {

	private static final int SEEDS = 15;

	private static final int TYPES = 50;

	private static final int DAMAGES = 10;

	private static final int MAX_BYTES = 1 << 24;

	private final CBORMapper mapper = ValueMapper.create();

	static LongStream seeds() {
		return LongStream.rangeClosed(1, SEEDS);
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void bytesAndValuesAreThoseOfJackson(long seed) throws Exception {
		RandomTypes types = new RandomTypes(new Random(seed));
		for (int i = 0; i < TYPES; i++) {
			Generated type = types.next();
			Object[] value = { type.value() };
			byte[] payload = new ValueWriter(this.mapper, types(type)).write(value, MAX_BYTES);
			assertThat(codec(type).write(value, MAX_BYTES)).as("%s %s", type.type(), value[0]).isEqualTo(payload);
			@Nullable Object[] read = codec(type).read(payload);
			assertThat(read).as("%s %s", type.type(), value[0]).isNotNull();
			assertThat(SameValues.same(read, read(type, payload))).as("%s %s", type.type(), value[0]).isTrue();
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void whatIsReadOfADamagedPayloadIsWhatJacksonReads(long seed) throws Exception {
		Random random = new Random(seed);
		RandomTypes types = new RandomTypes(random);
		for (int i = 0; i < TYPES; i++) {
			Generated type = types.next();
			byte[] payload = new ValueWriter(this.mapper, types(type)).write(new Object[] { type.value() }, MAX_BYTES);
			LeanCodec codec = codec(type);
			for (int j = 0; j < DAMAGES; j++) {
				byte[] damaged = damage(payload, random);
				@Nullable Object[] read = codec.read(damaged);
				if (read != null) {
					assertThat(SameValues.same(read, read(type, damaged))).as("%s %s", type.type(), read[0]).isTrue();
				}
			}
		}
	}

	@Test
	void whenTooManyHashCodesAreEqualThenThatIsForJacksonToSay() throws Exception {
		for (String type : List.of("java.util.Set<java.lang.Long>", "java.util.Map<java.lang.Long,java.lang.Long>")) {
			Generated most = collisions(type, HashCodeCap.MAX_EQUAL);
			assertThat(codec(most).read(write(most))).isNotNull();
			Generated more = collisions(type, HashCodeCap.MAX_EQUAL + 1);
			assertThat(codec(more).read(write(more))).isNull();
		}
	}

	private static Generated collisions(String type, int count) {
		Set<Long> same = LongStream.range(0, count)
			.map((number) -> number << 32 | number)
			.boxed()
			.collect(Collectors.toSet());
		return new Generated(type, () -> type.contains("Map")
				? same.stream().collect(Collectors.toMap((key) -> key, (key) -> key)) : same);
	}

	@Test
	void whenSomethingIsBeyondACapOfJacksonsThenThatIsForJacksonToSay() throws Exception {
		for (Object value : List.of(Map.of("x".repeat(ValueMapper.MAX_NAME_LENGTH + 1), 1),
				BigInteger.TWO.pow(8 * ValueMapper.MAX_NUMBER_LENGTH), "x".repeat(ValueMapper.MAX_STRING_LENGTH + 1))) {
			Generated type = (value instanceof Map)
					? new Generated("java.util.Map<java.lang.String,java.lang.Integer>", () -> value)
					: new Generated(value.getClass(), () -> value);
			byte[] payload = codec(type).write(new Object[] { value }, Integer.MAX_VALUE);
			assertThat(payload).isNotNull();
			assertThat(codec(type).read(payload)).isNull();
		}
		List<Object> nested = List.of();
		for (int i = 0; i < ValueMapper.MAX_NESTING_DEPTH; i++) {
			nested = new ArrayList<>(List.of(nested));
		}
		assertThat(codec(new Generated(Object.class, () -> 1)).write(new Object[] { nested }, MAX_BYTES)).isNull();
		byte[] bomb = new byte[MAX_BYTES];
		Arrays.fill(bomb, (byte) 0x81);
		assertThat(codec(new Generated(Object.class, () -> 1)).read(bomb)).isNull();
	}

	@Test
	void whenBytesOrTextAreNotWhatTheyShouldBeThenThatIsForJacksonToSay() throws Exception {
		assertThat(codec(new Generated(String.class, () -> 1)).write(new Object[] { "\uD800" }, MAX_BYTES)).isNull();
		assertThat(codec(new Generated(String.class, () -> 1)).write(new Object[] { 1 }, MAX_BYTES)).isNull();
		assertThat(codec(new Generated(String.class, () -> 1)).write(new Object[] { "abc" }, 5)).isNull();
		assertThat(codec(new Generated(String.class, () -> 1)).write(new Object[] { "abc" }, 6)).hasSize(6);
		for (String payload : List.of("818161ff", "8181627f", "8181", "", "8180", "8281616181", "818161610000")) {
			assertThat(codec(new Generated(String.class, () -> 1)).read(HexFormat.of().parseHex(payload))).isNull();
		}
		assertThat(codec(new Generated(int.class, () -> 1)).read(HexFormat.of().parseHex("8181f6"))).isNull();
	}

	/** A length is believed when as many bytes are there, and no more is allocated. */
	@ParameterizedTest
	@ValueSource(strings = { "81815a7fffffff00", "81817a7fffffff61", "81819a7fffffff01", "81819b000000007fffffff01",
			"81819bffffffffffffffff01", "8181c25a7fffffff01", "8181bf7a7fffffff61", "9a7fffffff01" })
	void whenLengthIsHugeThenNothingIsAllocated(String payload) throws Exception {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		byte[] bytes = HexFormat.of().parseHex(payload);
		for (String type : List.of("byte[]", "int[]", "java.lang.Object[]", "java.lang.String", "java.lang.Object",
				"java.math.BigInteger", "java.util.List<java.lang.Long>", "java.util.UUID",
				"java.util.Map<java.lang.String,java.lang.Long>")) {
			LeanCodec codec = codec(new Generated(type, () -> 1));
			assertThat(codec.read(bytes)).isNull();
			long before = threads.getCurrentThreadAllocatedBytes();
			assertThat(codec.read(bytes)).isNull();
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
		}
	}

	/** Each array claims all that follows, and holds the next one alone. */
	@ParameterizedTest
	@ValueSource(strings = { "[]", "[][]" })
	void whenArraysInArraysAllClaimTheSameBytesThenTheyAreNotAllocated(String dimensions) throws Exception {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		byte[] bytes = HexFormat.of().parseHex("8181" + "9a000f4240".repeat(150) + "f6".repeat(1_000_000));
		LeanCodec codec = codec(new Generated("int" + "[]".repeat(100) + dimensions, () -> 1));
		assertThat(codec.read(bytes)).isNull();
		long before = threads.getCurrentThreadAllocatedBytes();
		assertThat(codec.read(bytes)).isNull();
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L * bytes.length);
	}

	@Test
	void whenArrayIsLongThenAllOfItIsRead() throws Exception {
		for (int length : List.of(1023, 1024, 1025, 5000)) {
			int[] value = new Random(length).ints(length).toArray();
			LeanCodec codec = codec(new Generated(int[].class, () -> value));
			assertThat(codec.read(codec.write(new Object[] { value }, MAX_BYTES))).containsExactly(value);
		}
	}

	private byte[] write(Generated type) throws ClassNotFoundException {
		return new ValueWriter(this.mapper, types(type)).write(new Object[] { type.value() }, MAX_BYTES);
	}

	private static byte[] damage(byte[] payload, Random random) {
		byte[] damaged = Arrays.copyOf(payload, payload.length - ((random.nextInt(20) == 0) ? 1 : 0));
		for (int i = random.nextInt(3); i >= 0; i--) {
			int position = random.nextInt(damaged.length);
			damaged[position] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[position] + 1);
		}
		return damaged;
	}

	private @Nullable Object[] read(Generated type, byte[] payload) throws ClassNotFoundException {
		return new ValueReader(this.mapper, types(type)).read(payload);
	}

	private List<JavaType> types(Generated type) throws ClassNotFoundException {
		return List.of(TypeNames.parse(type.type(), this.mapper.getTypeFactory(), getClass().getClassLoader()));
	}

	private LeanCodec codec(Generated type) throws ClassNotFoundException {
		LeanCodec codec = new LeanCodecs(getClass().getClassLoader()).of(List.of(type.type()));
		assertThat(codec).as(type.type()).isNotNull();
		return codec;
	}

}
