package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes the protocol's own messages by hand: a worker must not pay for a mapper to read
 * what it has to prepare.
 */
final class Message {

	private static final int MAX_ITEMS = 10_000;

	private Message() {
	}

	static byte[] write(Writer writer) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		try {
			writer.write(new DataOutputStream(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static <T> T read(byte[] payload, Reader<T> reader) throws ProtocolException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
		try {
			T message = reader.read(in);
			if (in.available() > 0) {
				throw new ProtocolException("Trailing bytes in message");
			}
			return message;
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new ProtocolException("Malformed message: " + ex.getMessage());
		}
	}

	static void writeText(DataOutput out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	static String readText(DataInput in) throws IOException {
		int length = in.readInt();
		if (length < 0 || length > ((DataInputStream) in).available()) {
			throw new ProtocolException("Text longer than its message");
		}
		byte[] bytes = new byte[length];
		in.readFully(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	static <T> void writeList(DataOutput out, List<T> items, ItemWriter<T> writer) throws IOException {
		out.writeInt(items.size());
		for (T item : items) {
			writer.write(out, item);
		}
	}

	static <T> List<T> readList(DataInput in, Reader<T> reader) throws IOException {
		int size = in.readInt();
		if (size < 0 || size > MAX_ITEMS) {
			throw new ProtocolException("List of %d items".formatted(size));
		}
		List<T> items = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			items.add(reader.read(in));
		}
		return List.copyOf(items);
	}

	@FunctionalInterface
	interface Writer {

		void write(DataOutput out) throws IOException;

	}

	@FunctionalInterface
	interface ItemWriter<T> {

		void write(DataOutput out, T item) throws IOException;

	}

	@FunctionalInterface
	interface Reader<T> {

		T read(DataInput in) throws IOException;

	}

}
