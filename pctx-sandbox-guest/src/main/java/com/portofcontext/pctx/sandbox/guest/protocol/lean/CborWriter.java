package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes CBOR, byte for byte as Jackson does: numbers in their shortest form, arrays with
 * their length, objects without, and long text in chunks.
 */
final class CborWriter {

	/** How many characters Jackson puts into one chunk of a text. */
	static final int MAX_CHUNK = 3996;

	private final int maxBytes;

	private byte[] buffer = new byte[256];

	private int position;

	private int depth;

	CborWriter(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.buffer, this.position);
	}

	void startArray(int size) {
		enter();
		head(Cbor.ARRAY, size);
	}

	void endArray() {
		this.depth--;
	}

	void startObject() {
		enter();
		put(Cbor.INDEFINITE_OBJECT);
	}

	void endObject() {
		this.depth--;
		put(Cbor.BREAK);
	}

	/** An array of two, which Jackson writes without its length. */
	void startPair() {
		enter();
		put(Cbor.INDEFINITE_ARRAY);
	}

	void endPair() {
		endObject();
	}

	private void enter() {
		if (++this.depth > Cbor.MAX_DEPTH) {
			throw new NotLeanException();
		}
	}

	void writeNull() {
		put(Cbor.NULL);
	}

	void writeBoolean(boolean value) {
		put(value ? Cbor.TRUE : Cbor.FALSE);
	}

	void writeLong(long value) {
		if (value < 0) {
			head(Cbor.NEGATIVE, -1 - value);
		}
		else {
			head(Cbor.POSITIVE, value);
		}
	}

	void writeFloat(float value) {
		put(Cbor.FLOAT);
		big(Float.floatToRawIntBits(value), Integer.BYTES);
	}

	void writeDouble(double value) {
		put(Cbor.DOUBLE);
		big(Double.doubleToRawLongBits(value), Long.BYTES);
	}

	void writeBigInteger(BigInteger value) {
		boolean negative = value.signum() < 0;
		put(negative ? Cbor.NEGATIVE_BIG : Cbor.POSITIVE_BIG);
		writeBytes((negative ? value.not() : value).toByteArray());
	}

	/** Jackson does not shorten what takes more than four bytes here. */
	void writeBigDecimal(BigDecimal value) {
		put(Cbor.DECIMAL);
		head(Cbor.ARRAY, 2);
		writeLong(-value.scale());
		BigInteger unscaled = value.unscaledValue();
		if (unscaled.bitLength() < Integer.SIZE) {
			writeLong(unscaled.longValue());
		}
		else if (unscaled.bitLength() < Long.SIZE) {
			long mantissa = unscaled.longValue();
			head((mantissa < 0) ? Cbor.NEGATIVE : Cbor.POSITIVE, 3, (mantissa < 0) ? -1 - mantissa : mantissa);
		}
		else {
			writeBigInteger(unscaled);
		}
	}

	void writeBytes(byte[] bytes) {
		head(Cbor.BYTES, bytes.length);
		writeEncoded(bytes);
	}

	/** Write an item that is encoded already, or what follows a length. */
	void writeEncoded(byte[] bytes) {
		reserve(bytes.length);
		System.arraycopy(bytes, 0, this.buffer, this.position, bytes.length);
		this.position += bytes.length;
	}

	void writeText(String text) {
		requirePairedSurrogates(text);
		if (text.length() <= MAX_CHUNK) {
			writeChunk(text);
			return;
		}
		put(Cbor.INDEFINITE_TEXT);
		int start = 0;
		while (text.length() - start > MAX_CHUNK) {
			int end = start + MAX_CHUNK;
			if (Character.isHighSurrogate(text.charAt(end - 1))) {
				end--;
			}
			writeChunk(text.substring(start, end));
			start = end;
		}
		writeChunk(text.substring(start));
		put(Cbor.BREAK);
	}

	private void writeChunk(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		head(Cbor.TEXT, bytes.length);
		writeEncoded(bytes);
	}

	private static void requirePairedSurrogates(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i)) && (!Character.isHighSurrogate(text.charAt(i))
					|| ++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
				throw new NotLeanException();
			}
		}
	}

	private void head(int type, long value) {
		if (value >= 0 && value < Cbor.ONE_BYTE) {
			put(type | (int) value);
		}
		else if (value >>> Byte.SIZE == 0) {
			head(type, 0, value);
		}
		else if (value >>> Short.SIZE == 0) {
			head(type, 1, value);
		}
		else {
			head(type, (value >>> Integer.SIZE == 0) ? 2 : 3, value);
		}
	}

	private void head(int type, int log, long value) {
		put(type | (Cbor.ONE_BYTE + log));
		big(value, 1 << log);
	}

	private void put(int value) {
		reserve(1);
		this.buffer[this.position++] = (byte) value;
	}

	private void big(long value, int bytes) {
		reserve(bytes);
		for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
			this.buffer[this.position++] = (byte) (value >> shift);
		}
	}

	private void reserve(int length) {
		if (length > this.maxBytes - this.position) {
			throw new NotLeanException();
		}
		if (length > this.buffer.length - this.position) {
			long doubled = Math.max(2L * this.buffer.length, (long) this.position + length);
			this.buffer = Arrays.copyOf(this.buffer, (int) Math.min(doubled, this.maxBytes));
		}
	}

}
