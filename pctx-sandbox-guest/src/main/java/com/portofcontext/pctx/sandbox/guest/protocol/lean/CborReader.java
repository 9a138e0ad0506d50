package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CborWriter} writes. Whatever else is valid is refused as what is not:
 * Jackson tells them apart. Nothing is allocated for a length before as many bytes are
 * there.
 */
final class CborReader {

	private static final int MAX_NUMBER = 1000;

	/** In bytes, so that it is never more in characters. */
	private static final int MAX_TEXT = 50_000_000;

	private static final int MAX_NAME = 50_000;

	private static final int MAX_SCALE = 10_000;

	private final byte[] payload;

	private int position;

	private int depth;

	CborReader(byte[] payload) {
		this.payload = payload;
	}

	boolean isAtEnd() {
		return this.position == this.payload.length;
	}

	/** Return the number of elements, of which each takes a byte. */
	int startArray() {
		enter();
		return length(Cbor.ARRAY);
	}

	void endArray() {
		this.depth--;
	}

	void startObject() {
		enter();
		expect(Cbor.INDEFINITE_OBJECT);
	}

	boolean endObject() {
		if (!skip(Cbor.BREAK)) {
			return false;
		}
		this.depth--;
		return true;
	}

	void startPair() {
		enter();
		expect(Cbor.INDEFINITE_ARRAY);
	}

	void endPair() {
		expect(Cbor.BREAK);
		this.depth--;
	}

	private void enter() {
		if (++this.depth > Cbor.MAX_DEPTH) {
			throw new NotLeanException();
		}
	}

	/** Return the first byte of the next item, and leave it there. */
	int peek() {
		if (isAtEnd()) {
			throw new NotLeanException();
		}
		return this.payload[this.position] & 0xff;
	}

	boolean readNull() {
		return skip(Cbor.NULL);
	}

	boolean readBoolean() {
		if (skip(Cbor.TRUE)) {
			return true;
		}
		expect(Cbor.FALSE);
		return false;
	}

	long readLong() {
		boolean negative = (peek() & ~0x1f) == Cbor.NEGATIVE;
		long value = head(negative ? Cbor.NEGATIVE : Cbor.POSITIVE);
		return negative ? -1 - value : value;
	}

	float readFloat() {
		expect(Cbor.FLOAT);
		return Float.intBitsToFloat((int) big(Integer.BYTES));
	}

	double readDouble() {
		expect(Cbor.DOUBLE);
		return Double.longBitsToDouble(big(Long.BYTES));
	}

	BigInteger readBigInteger() {
		boolean negative = skip(Cbor.NEGATIVE_BIG);
		if (!negative) {
			expect(Cbor.POSITIVE_BIG);
		}
		byte[] bytes = readBytes();
		if (bytes.length == 0 || bytes.length > MAX_NUMBER || bytes[0] < 0) {
			throw new NotLeanException();
		}
		BigInteger value = new BigInteger(bytes);
		return negative ? value.not() : value;
	}

	BigDecimal readBigDecimal() {
		expect(Cbor.DECIMAL);
		expect(Cbor.ARRAY | 2);
		long scale = -readLong();
		if (scale < -MAX_SCALE || scale > MAX_SCALE) {
			throw new NotLeanException();
		}
		boolean big = peek() == Cbor.POSITIVE_BIG || peek() == Cbor.NEGATIVE_BIG;
		return new BigDecimal(big ? readBigInteger() : BigInteger.valueOf(readLong()), (int) scale);
	}

	/** Read the name of a property: less may be as long as that than of other text. */
	Object readName(Codec codec) {
		int start = this.position;
		Object name = codec.readValue(this);
		if (this.position - start > MAX_NAME) {
			throw new NotLeanException();
		}
		return name;
	}

	byte[] readBytes() {
		int length = length(Cbor.BYTES);
		this.position += length;
		return Arrays.copyOfRange(this.payload, this.position - length, this.position);
	}

	String readText() {
		if (!skip(Cbor.INDEFINITE_TEXT)) {
			return readChunk();
		}
		StringBuilder text = new StringBuilder();
		while (!skip(Cbor.BREAK)) {
			text.append(readChunk());
			if (text.length() > MAX_TEXT) {
				throw new NotLeanException();
			}
		}
		return text.toString();
	}

	private String readChunk() {
		int length = length(Cbor.TEXT);
		if (length > MAX_TEXT) {
			throw new NotLeanException();
		}
		String text = new String(this.payload, this.position, length, StandardCharsets.UTF_8);
		if (text.indexOf('\uFFFD') >= 0 && !continuesWith(text.getBytes(StandardCharsets.UTF_8), length)) {
			throw new NotLeanException();
		}
		this.position += length;
		return text;
	}

	/** Skip an item that must come next as it was written. */
	void skip(byte[] encoded) {
		if (!continuesWith(encoded, Math.min(encoded.length, this.payload.length - this.position))) {
			throw new NotLeanException();
		}
		this.position += encoded.length;
	}

	private boolean continuesWith(byte[] bytes, int length) {
		return Arrays.equals(this.payload, this.position, this.position + length, bytes, 0, bytes.length);
	}

	private boolean skip(int item) {
		if (peek() != item) {
			return false;
		}
		this.position++;
		return true;
	}

	private void expect(int item) {
		if (!skip(item)) {
			throw new NotLeanException();
		}
	}

	private int length(int type) {
		long length = head(type);
		if (length > this.payload.length - this.position) {
			throw new NotLeanException();
		}
		return (int) length;
	}

	/**
	 * Return what stands in the head of an item: no sign, and no more than a long has.
	 */
	private long head(int type) {
		int value = peek() - type;
		if (value < 0 || value > Cbor.ONE_BYTE + 3) {
			throw new NotLeanException();
		}
		this.position++;
		long number = (value < Cbor.ONE_BYTE) ? value : big(1 << (value - Cbor.ONE_BYTE));
		if (number < 0) {
			throw new NotLeanException();
		}
		return number;
	}

	private long big(int bytes) {
		if (bytes > this.payload.length - this.position) {
			throw new NotLeanException();
		}
		long value = 0;
		for (int i = 0; i < bytes; i++) {
			value = value << Byte.SIZE | (this.payload[this.position++] & 0xff);
		}
		return value;
	}

}
