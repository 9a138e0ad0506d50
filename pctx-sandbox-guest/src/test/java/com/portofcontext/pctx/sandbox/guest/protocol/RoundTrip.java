package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodecs;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one side writes the other must read without loss. Each side has a mapper of its
 * own, and the reader's type goes through its textual form, as it does in a call. Where
 * the lean codec has a say, it must say the same.
 */
@NullUnmarked
final class RoundTrip {

	private final CBORMapper host = ValueMapper.create();

	private final CBORMapper worker = ValueMapper.create();

	JavaType type(Type type) {
		return this.host.constructType(type);
	}

	JavaType type(TypeReference<?> type) {
		return this.host.constructType(type);
	}

	Stream<DynamicTest> each(Class<?> type, Object... values) {
		return Arrays.stream(values)
			.map((value) -> DynamicTest.dynamicTest(type.getSimpleName() + " " + abbreviate(value),
					() -> assertSame(value, make(type(type), value))));
	}

	private static String abbreviate(Object value) {
		String text = String.valueOf(value);
		return (text.length() > 40) ? text.substring(0, 40) : text;
	}

	void keeps(TypeReference<?> type, Object value) {
		assertSame(value, make(type(type), value));
	}

	private static void assertSame(Object expected, Object actual) {
		if (expected != null && expected.getClass().isArray()) {
			assertThat(actual).hasSameClassAs(expected);
			assertThat(Arrays.deepEquals(new Object[] { actual }, new Object[] { expected })).isTrue();
			return;
		}
		assertThat(actual).isEqualTo(expected);
		if (expected instanceof Comparable<?> && !(expected instanceof Path)) {
			assertThat(actual).hasSameClassAs(expected);
		}
	}

	Object make(JavaType type, Object value) {
		byte[] payload = write(List.of(type), value);
		Object read = read(List.of(type), payload)[0];
		makeLean(type, value, payload, read);
		return read;
	}

	/** The lean codec does the same, or leaves it to Jackson. */
	private static void makeLean(JavaType type, Object value, byte[] payload, Object read) {
		LeanCodec codec = lean(type);
		if (codec == null) {
			return;
		}
		assertThat(codec.write(new Object[] { value }, payload.length)).isIn(null, payload);
		Object[] values = codec.read(payload);
		if (values != null) {
			assertThat(SameValues.same(values[0], read)).as("%s for %s", values[0], read).isTrue();
		}
	}

	private static LeanCodec lean(JavaType type) {
		try {
			return new LeanCodecs(RoundTrip.class.getClassLoader()).of(List.of(TypeNames.of(type)));
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	byte[] write(List<JavaType> types, Object... values) {
		return new ValueWriter(this.host, types).write(values, 1 << 24);
	}

	Object[] read(List<JavaType> types, byte[] payload) {
		return new ValueReader(this.worker, types.stream().map(this::reparse).toList()).read(payload);
	}

	private JavaType reparse(JavaType type) {
		try {
			return TypeNames.parse(TypeNames.of(type), this.worker.getTypeFactory(), getClass().getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

}
