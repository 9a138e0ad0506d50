package com.portofcontext.pctx.sandbox.attacks.frames;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads CBOR as it is written down in the first few pages of its specification, and
 * believes every length.
 */
final class NaiveDecoder {

	/** In place of a length: it ends where it ends. */
	private static final int OPEN = -1;

	private static final byte END = (byte) 0xff;

	private final ByteBuffer in;

	NaiveDecoder(byte[] bytes) {
		this.in = ByteBuffer.wrap(bytes);
	}

	@Nullable Object read() {
		int first = this.in.get() & 0xff;
		long argument = argument(first & 31);
		return switch (first >> 5) {
			case 0 -> argument;
			case 1 -> -1 - argument;
			case 2 -> bytes((int) argument);
			case 3 -> new String(bytes((int) argument), StandardCharsets.UTF_8);
			case 4 -> list((int) argument);
			case 5 -> map((int) argument);
			case 6 -> tagged(argument, read());
			default -> simple(first & 31, argument);
		};
	}

	private long argument(int size) {
		return switch (size) {
			case 24 -> this.in.get() & 0xff;
			case 25 -> this.in.getShort() & 0xffff;
			case 26 -> this.in.getInt() & 0xffffffffL;
			case 27 -> this.in.getLong();
			case 31 -> OPEN;
			default -> size;
		};
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.in.get(bytes);
		return bytes;
	}

	private Object list(int size) {
		@Nullable Object[] elements = new Object[size];
		for (int i = 0; i < size; i++) {
			elements[i] = read();
		}
		return Arrays.asList(elements);
	}

	/** Of so many entries, or up to an end if it does not say. */
	private Map<Object, @Nullable Object> map(int size) {
		Map<Object, @Nullable Object> map = new HashMap<>();
		for (int i = 0; (size == OPEN) ? this.in.get(this.in.position()) != END : i < size; i++) {
			map.put(String.valueOf(read()), read());
		}
		if (size == OPEN) {
			this.in.get();
		}
		return map;
	}

	private static @Nullable Object tagged(long tag, @Nullable Object value) {
		if (tag == 2 && value instanceof byte[] magnitude) {
			return new BigInteger(1, magnitude);
		}
		if (tag == 4 && value instanceof List<?> parts) {
			return new BigDecimal(BigInteger.valueOf((Long) parts.get(1)), -((Long) parts.get(0)).intValue());
		}
		return value;
	}

	private static @Nullable Object simple(int size, long argument) {
		return switch (size) {
			case 20, 21 -> size == 21;
			case 22, 23 -> null;
			case 26 -> Float.intBitsToFloat((int) argument);
			case 27 -> Double.longBitsToDouble(argument);
			default -> argument;
		};
	}

}
