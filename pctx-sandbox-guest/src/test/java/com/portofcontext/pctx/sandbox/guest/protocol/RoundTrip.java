package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one side writes the other must read without loss. Each side has a mapper of its
 * own, and the reader's type goes through its textual form, as it does in a call.
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
		return read(List.of(type), write(List.of(type), value))[0];
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
