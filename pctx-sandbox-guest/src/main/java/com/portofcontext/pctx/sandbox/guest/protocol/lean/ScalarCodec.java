package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Single values that CBOR has a form for. One class for all of them: each would have to
 * be loaded.
 */
final class ScalarCodec extends Codec {

	private static final int UUID_BYTES = 16;

	private final Kind kind;

	ScalarCodec(Kind kind) {
		this.kind = kind;
	}

	@Override
	Object sample(int depth) {
		return switch (this.kind) {
			case BOOLEAN -> false;
			case FLOAT -> 0.5f;
			case DOUBLE -> 0.5;
			case CHARACTER -> '0';
			case TEXT -> "0";
			case INTEGER -> BigInteger.ZERO;
			case DECIMAL -> BigDecimal.valueOf(5, 1);
			case BYTES -> new byte[1];
			case UUID -> new UUID(0, 0);
		};
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		switch (this.kind) {
			case BOOLEAN -> out.writeBoolean((Boolean) value);
			case FLOAT -> out.writeFloat((Float) value);
			case DOUBLE -> out.writeDouble((Double) value);
			case CHARACTER -> out.writeText(((Character) value).toString());
			case TEXT -> out.writeText((String) value);
			case INTEGER -> out.writeBigInteger((BigInteger) value);
			case DECIMAL -> out.writeBigDecimal((BigDecimal) value);
			case BYTES -> out.writeBytes((byte[]) value);
			case UUID -> out.writeBytes(bytes((UUID) value));
		}
	}

	@Override
	Object readValue(CborReader in) {
		return switch (this.kind) {
			case BOOLEAN -> in.readBoolean();
			case FLOAT -> in.readFloat();
			case DOUBLE -> in.readDouble();
			case CHARACTER -> character(in.readText());
			case TEXT -> in.readText();
			case INTEGER -> in.readBigInteger();
			case DECIMAL -> in.readBigDecimal();
			case BYTES -> in.readBytes();
			case UUID -> uuid(in.readBytes());
		};
	}

	private static Character character(String text) {
		if (text.length() != 1) {
			throw new NotLeanException();
		}
		return text.charAt(0);
	}

	private static byte[] bytes(UUID value) {
		return ByteBuffer.allocate(UUID_BYTES)
			.putLong(value.getMostSignificantBits())
			.putLong(value.getLeastSignificantBits())
			.array();
	}

	private static UUID uuid(byte[] bytes) {
		if (bytes.length != UUID_BYTES) {
			throw new NotLeanException();
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new UUID(buffer.getLong(), buffer.getLong());
	}

	enum Kind {

		BOOLEAN, FLOAT, DOUBLE, CHARACTER, TEXT, INTEGER, DECIMAL, BYTES, UUID

	}

}
