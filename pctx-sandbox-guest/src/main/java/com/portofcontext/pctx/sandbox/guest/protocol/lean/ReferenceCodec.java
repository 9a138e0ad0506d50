package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * What holds one value or none, as a list of at most one.
 */
final class ReferenceCodec extends Codec {

	private final Class<?> type;

	private final Codec content;

	ReferenceCodec(Class<?> type, Codec content) {
		this.type = type;
		this.content = content;
	}

	@Override
	Object sample(int depth) {
		return reference(this.content.sample(depth + 1));
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		Object held = held(value);
		boolean empty = held == null && this.type != AtomicReference.class;
		out.startArray(empty ? 0 : 1);
		if (!empty) {
			this.content.write(out, held);
		}
		out.endArray();
	}

	private @Nullable Object held(Object value) {
		return switch (this.type.getName()) {
			case "java.util.Optional" -> ((Optional<?>) value).isPresent() ? ((Optional<?>) value).get() : null;
			case "java.util.OptionalInt" ->
				((OptionalInt) value).isPresent() ? (Object) ((OptionalInt) value).getAsInt() : null;
			case "java.util.OptionalLong" ->
				((OptionalLong) value).isPresent() ? (Object) ((OptionalLong) value).getAsLong() : null;
			case "java.util.OptionalDouble" ->
				((OptionalDouble) value).isPresent() ? (Object) ((OptionalDouble) value).getAsDouble() : null;
			default -> ((AtomicReference<?>) value).get();
		};
	}

	@Override
	Object readValue(CborReader in) {
		int size = in.startArray();
		if (size > 1) {
			throw new NotLeanException();
		}
		Object held = (size == 1) ? this.content.read(in) : null;
		if (size == 1 && held == null && this.type != AtomicReference.class) {
			throw new NotLeanException();
		}
		in.endArray();
		return reference(held);
	}

	private Object reference(@Nullable Object held) {
		return switch (this.type.getName()) {
			case "java.util.Optional" -> Optional.ofNullable(held);
			case "java.util.OptionalInt" -> (held != null) ? OptionalInt.of((Integer) held) : OptionalInt.empty();
			case "java.util.OptionalLong" -> (held != null) ? OptionalLong.of((Long) held) : OptionalLong.empty();
			case "java.util.OptionalDouble" ->
				(held != null) ? OptionalDouble.of((Double) held) : OptionalDouble.empty();
			default -> new AtomicReference<>(held);
		};
	}

}
