package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;

/**
 * Records, by their components in order.
 */
final class RecordCodec extends Codec {

	private static final int MAX_SAMPLE_DEPTH = 4;

	private final Constructor<?> constructor;

	private final Method[] accessors;

	private final byte[][] names;

	private final Codec[] components;

	RecordCodec(RecordComponent[] components, Constructor<?> constructor) {
		this.constructor = constructor;
		this.accessors = new Method[components.length];
		this.names = new byte[components.length][];
		this.components = new Codec[components.length];
		constructor.setAccessible(true);
		for (int i = 0; i < components.length; i++) {
			this.accessors[i] = components[i].getAccessor();
			this.accessors[i].setAccessible(true);
			CborWriter name = new CborWriter(Integer.MAX_VALUE);
			name.writeText(components[i].getName());
			this.names[i] = name.toByteArray();
		}
	}

	/** Separate, for a record may contain itself. */
	void component(int index, Codec codec) {
		this.components[index] = codec;
	}

	@Override
	@Nullable Object sample(int depth) {
		if (depth > MAX_SAMPLE_DEPTH) {
			return null;
		}
		@Nullable Object[] values = new @Nullable Object[this.components.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.components[i].sample(depth + 1);
		}
		return make(values);
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		out.startObject();
		for (int i = 0; i < this.components.length; i++) {
			out.writeEncoded(this.names[i]);
			this.components[i].write(out, get(this.accessors[i], value));
		}
		out.endObject();
	}

	@Override
	Object readValue(CborReader in) {
		@Nullable Object[] values = new @Nullable Object[this.components.length];
		in.startObject();
		for (int i = 0; i < values.length; i++) {
			in.skip(this.names[i]);
			values[i] = this.components[i].read(in);
		}
		if (!in.endObject()) {
			throw new NotLeanException();
		}
		return make(values);
	}

	private static @Nullable Object get(Method accessor, Object value) {
		try {
			return accessor.invoke(value);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new NotLeanException();
		}
	}

	private Object make(@Nullable Object[] values) {
		try {
			return this.constructor.newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new NotLeanException();
		}
	}

}
