package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import org.jspecify.annotations.Nullable;

/**
 * Nothing but {@code null}.
 */
final class VoidCodec extends Codec {

	@Override
	@Nullable Object sample(int depth) {
		return null;
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		throw new NotLeanException();
	}

	@Override
	Object readValue(CborReader in) {
		throw new NotLeanException();
	}

}
