package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import org.jspecify.annotations.Nullable;

/**
 * Constants of an enum, by name.
 */
final class EnumCodec extends Codec {

	private final Class<?> type;

	private final Enum<?>[] constants;

	EnumCodec(Class<?> type) {
		this.type = type;
		this.constants = (Enum<?>[]) type.getEnumConstants();
	}

	@Override
	@Nullable Object sample(int depth) {
		return (this.constants.length > 0) ? this.constants[0] : null;
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		out.writeText(((Enum<?>) this.type.cast(value)).name());
	}

	@Override
	Object readValue(CborReader in) {
		String name = in.readText();
		for (Enum<?> constant : this.constants) {
			if (constant.name().equals(name)) {
				return constant;
			}
		}
		throw new NotLeanException();
	}

}
