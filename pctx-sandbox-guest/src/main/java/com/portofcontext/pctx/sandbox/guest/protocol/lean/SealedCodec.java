package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values of a sealed type, as a pair of the subclass's name and its content.
 */
final class SealedCodec extends Codec {

	private final Map<String, Codec> subclasses = new LinkedHashMap<>();

	/** Separate, for a subclass may contain the sealed type. */
	void subclass(Class<?> type, Codec codec) {
		this.subclasses.put(type.getName(), codec);
	}

	@Override
	@Nullable Object sample(int depth) {
		for (Codec subclass : this.subclasses.values()) {
			Object sample = subclass.sample(depth + 1);
			if (sample != null) {
				return sample;
			}
		}
		return null;
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		String name = type.getName();
		out.startPair();
		out.writeText(name);
		subclass(name).writeValue(out, value);
		out.endPair();
	}

	@Override
	Object readValue(CborReader in) {
		in.startPair();
		Object value = subclass(in.readText()).readValue(in);
		in.endPair();
		return value;
	}

	private Codec subclass(String name) {
		Codec codec = this.subclasses.get(name);
		if (codec == null) {
			throw new NotLeanException();
		}
		return codec;
	}

}
