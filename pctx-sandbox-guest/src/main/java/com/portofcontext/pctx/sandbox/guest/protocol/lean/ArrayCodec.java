package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.lang.reflect.Array;

/**
 * Arrays, but for those of bytes and characters.
 */
final class ArrayCodec extends Codec {

	/**
	 * Beyond this many elements an array grows as they come: arrays in arrays may all
	 * claim the same bytes.
	 */
	private static final int BELIEVED = 1024;

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
		Object array = Array.newInstance(this.component, Math.min(length, BELIEVED));
		for (int i = 0; i < length; i++) {
			if (i == Array.getLength(array)) {
				array = grown(array, (int) Math.min(length, 2L * i));
			}
			Array.set(array, i, this.element.read(in));
		}
		in.endArray();
		return array;
	}

	private Object grown(Object array, int length) {
		Object grown = Array.newInstance(this.component, length);
		System.arraycopy(array, 0, grown, 0, Array.getLength(array));
		return grown;
	}

}
