package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.lang.reflect.Array;

/**
 * Arrays, but for those of bytes and characters.
 */
final class ArrayCodec extends Codec {

	private final Class<?> component;

	private final Codec element;

	ArrayCodec(Class<?> component, Codec element) {
		this.component = component;
		this.element = element;
	}

	@Override
	Object sample(int depth) {
		Object sample = this.element.sample(depth + 1);
		Object array = Array.newInstance(this.component, (sample != null) ? 1 : 0);
		if (sample != null) {
			Array.set(array, 0, sample);
		}
		return array;
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		int length = Array.getLength(value);
		out.startArray(length);
		for (int i = 0; i < length; i++) {
			this.element.write(out, Array.get(value, i));
		}
		out.endArray();
	}

	@Override
	Object readValue(CborReader in) {
		int length = in.startArray();
		Object array = Array.newInstance(this.component, length);
		for (int i = 0; i < length; i++) {
			Array.set(array, i, this.element.read(in));
		}
		in.endArray();
		return array;
	}

}
