package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The first message of TLS, which says in the clear whom the worker means to talk to.
 * Servers of many names answer for the one that is said here.
 *
 * @param records the records it came in
 * @param serverName the name it says, if any
 */
record TlsHello(byte[] records, @Nullable String serverName) {

	/** The type of a record that belongs to a handshake: the first byte of TLS. */
	static final int HANDSHAKE = 22;

	private static final int MAJOR_VERSION = 3;

	private static final int CLIENT_HELLO = 1;

	private static final int MAX_RECORD = 1 << 14;

	private static final int MAX_MESSAGE = 1 << 16;

	private static final int SERVER_NAME = 0;

	/** Hides the name that counts behind another. */
	private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

	private static final int RANDOM_AND_VERSION = 34;

	static TlsHello read(InputStream in) throws IOException {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		int length = 4;
		while (message.size() < length) {
			byte[] header = exactly(in, 5);
			int size = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
			if (header[0] != HANDSHAKE || header[1] != MAJOR_VERSION || size == 0 || size > MAX_RECORD) {
				throw malformed();
			}
			byte[] fragment = exactly(in, size);
			records.write(header);
			records.write(fragment);
			message.write(fragment);
			// Once: it may come in as many records as it has bytes.
			if (length == 4 && message.size() >= 4) {
				length = 4 + messageLength(message.toByteArray());
			}
		}
		if (message.size() != length) {
			throw malformed();
		}
		try {
			return new TlsHello(records.toByteArray(),
					serverName(ByteBuffer.wrap(message.toByteArray(), 4, length - 4)));
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			throw malformed();
		}
	}

	private static byte[] exactly(InputStream in, int length) throws IOException {
		byte[] bytes = in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("The connection ended in the first message of TLS");
		}
		return bytes;
	}

	private static int messageLength(byte[] message) throws RefusedException {
		int length = ((message[1] & 0xff) << 16) | ((message[2] & 0xff) << 8) | (message[3] & 0xff);
		if (message[0] != CLIENT_HELLO || length > MAX_MESSAGE) {
			throw malformed();
		}
		return length;
	}

	private static RefusedException malformed() {
		return new RefusedException("the first message of TLS is malformed");
	}

	private static @Nullable String serverName(ByteBuffer hello) throws RefusedException {
		skip(hello, RANDOM_AND_VERSION);
		skip(hello, hello.get() & 0xff);
		skip(hello, hello.getShort() & 0xffff);
		skip(hello, hello.get() & 0xff);
		if (!hello.hasRemaining()) {
			return null;
		}
		ByteBuffer extensions = part(hello);
		if (hello.hasRemaining()) {
			throw malformed();
		}
		String name = null;
		while (extensions.hasRemaining()) {
			int type = extensions.getShort() & 0xffff;
			ByteBuffer extension = part(extensions);
			if (type == ENCRYPTED_CLIENT_HELLO) {
				throw new RefusedException("TLS encrypts the name of the server");
			}
			if (type == SERVER_NAME) {
				if (name != null) {
					throw malformed();
				}
				name = onlyName(part(extension), extension);
			}
		}
		return name;
	}

	private static String onlyName(ByteBuffer names, ByteBuffer rest) throws RefusedException {
		boolean host = names.get() == 0;
		ByteBuffer name = part(names);
		if (!host || names.hasRemaining() || rest.hasRemaining()) {
			throw malformed();
		}
		return StandardCharsets.ISO_8859_1.decode(name).toString().toLowerCase(Locale.ROOT);
	}

	private static ByteBuffer part(ByteBuffer buffer) {
		int length = buffer.getShort() & 0xffff;
		ByteBuffer part = buffer.slice(buffer.position(), length(buffer, length));
		skip(buffer, length);
		return part;
	}

	private static void skip(ByteBuffer buffer, int length) {
		buffer.position(buffer.position() + length(buffer, length));
	}

	private static int length(ByteBuffer buffer, int length) {
		if (length > buffer.remaining()) {
			throw new BufferUnderflowException();
		}
		return length;
	}

	/** A name without a dot is one that TLS cannot say. */
	void check(String name) throws RefusedException {
		boolean same = (this.serverName != null) ? this.serverName.equals(name) : name.indexOf('.') < 0;
		if (!same) {
			throw new RefusedException(
					(this.serverName != null) ? "TLS asks for '%s' instead".formatted(this.serverName)
							: "TLS does not say the name of the server");
		}
	}

}
