package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;

/**
 * Drains what the jail, the JVM and child processes print past the protocol, and keeps
 * the end of it: it says why a worker died.
 */
final class OutputTail implements Runnable {

	private static final int CAPACITY = 4096;

	private final InputStream in;

	private final byte[] ring = new byte[CAPACITY];

	private long total;

	OutputTail(InputStream in) {
		this.in = in;
	}

	@Override
	public void run() {
		byte[] buffer = new byte[CAPACITY];
		Brake brake = new Brake(8);
		try (this.in) {
			for (int count = this.in.read(buffer); count >= 0; count = this.in.read(buffer)) {
				append(buffer, count);
				brake.apply();
			}
		}
		catch (IOException ex) {
			// The process is gone.
		}
	}

	private synchronized void append(byte[] bytes, int count) {
		for (int i = 0; i < count; i++) {
			this.ring[(int) (this.total++ % CAPACITY)] = bytes[i];
		}
	}

	/** How many bytes were printed so far. */
	synchronized long total() {
		return this.total;
	}

	/** The end of what was printed, its lines made one that is safe to show. */
	String text() {
		return new String(bytes(), StandardCharsets.UTF_8).strip()
			.lines()
			.map(PrintableText::of)
			.collect(Collectors.joining(" | "));
	}

	private synchronized byte[] bytes() {
		int length = (int) Math.min(this.total, CAPACITY);
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = this.ring[(int) ((this.total - length + i) % CAPACITY)];
		}
		return bytes;
	}

}
