package com.portofcontext.pctx.sandbox.guest.protocol.lean;

/**
 * Integers of one to eight bytes.
 */
final class IntegerCodec extends Codec {

	private final int bytes;

	IntegerCodec(int bytes) {
		this.bytes = bytes;
	}

	@Override
	Object sample(int depth) {
		return cast(0);
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		out.writeLong(((Number) value).longValue());
	}

	@Override
	Object readValue(CborReader in) {
		long value = in.readLong();
		int unused = Long.SIZE - this.bytes * Byte.SIZE;
		if (value << unused >> unused != value) {
			throw new NotLeanException();
		}
		return cast(value);
	}

	private Object cast(long value) {
		return switch (this.bytes) {
			case Byte.BYTES -> (byte) value;
			case Short.BYTES -> (short) value;
			case Integer.BYTES -> (int) value;
			default -> value;
		};
	}

}
