package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Buffers up to a number of bytes and refuses the first one beyond. It remembers that it
 * did, because a serializer may swallow the exception.
 */
final class CappedOutputStream extends OutputStream {

	private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);

	private final int maxBytes;

	private boolean exceeded;

	CappedOutputStream(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	@Override
	public void write(int value) {
		reserve(1);
		this.buffer.write(value);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		reserve(length);
		this.buffer.write(bytes, offset, length);
	}

	boolean isExceeded() {
		return this.exceeded;
	}

	byte[] toByteArray() {
		return this.buffer.toByteArray();
	}

	private void reserve(int length) {
		if (this.exceeded || length > this.maxBytes - this.buffer.size()) {
			this.exceeded = true;
			throw new ValueTooLargeException(this.maxBytes);
		}
	}

}
