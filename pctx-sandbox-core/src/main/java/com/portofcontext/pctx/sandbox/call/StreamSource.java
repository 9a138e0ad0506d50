package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;

/**
 * Where an argument is streamed from. What it opens it closes; a stream that the caller
 * opened stays the caller's.
 */
final class StreamSource implements AutoCloseable {

	private final InputStreamSource source;

	private final boolean opens;

	private @Nullable InputStream stream;

	private StreamSource(InputStreamSource source, boolean opens) {
		this.source = source;
		this.opens = opens;
	}

	/** Return the source of an argument that is streamed. */
	static StreamSource of(Object argument) {
		return (argument instanceof InputStream stream) ? new StreamSource(() -> stream, false)
				: new StreamSource((InputStreamSource) argument, true);
	}

	int read(byte[] bytes) throws IOException {
		InputStream opened = this.stream;
		if (opened == null) {
			opened = this.source.getInputStream();
			this.stream = opened;
		}
		int read = 0;
		while (read == 0) {
			read = opened.read(bytes);
		}
		return read;
	}

	@Override
	public void close() throws IOException {
		if (this.opens && this.stream != null) {
			this.stream.close();
		}
	}

}
