package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a request: as many bytes as its head says, or chunks until the last.
 * Nothing that follows is ever sent.
 *
 * @param length bytes, or -1 for chunks
 */
record HttpBody(long length) {

	static final HttpBody NONE = new HttpBody(0);

	private static final HttpBody CHUNKED = new HttpBody(-1);

	private static final int BUFFER = 16 * 1024;

	private static final int MAX_LINE = 100;

	/** A head that leaves a choice leaves two readers two. */
	static HttpBody of(HttpHead head) throws RefusedException {
		List<String> lengths = head.values("Content-Length");
		List<String> encodings = head.values("Transfer-Encoding");
		if (lengths.size() + encodings.size() > 1) {
			throw new RefusedException("a request says more than once where its body ends");
		}
		if (!encodings.isEmpty()) {
			if (!encodings.get(0).equalsIgnoreCase("chunked")) {
				throw new RefusedException("a request has an unknown Transfer-Encoding");
			}
			return CHUNKED;
		}
		if (lengths.isEmpty()) {
			return NONE;
		}
		if (!lengths.get(0).matches("\\d{1,18}")) {
			throw new RefusedException("a request has a malformed Content-Length");
		}
		return new HttpBody(Long.parseLong(lengths.get(0)));
	}

	void send(InputStream in, OutputStream out) throws IOException {
		if (this.length >= 0) {
			copy(in, out, this.length);
			return;
		}
		long size;
		do {
			size = chunkSize(in);
			out.write((Long.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			copy(in, out, size);
			// Trailers would be headers that nobody checked.
			if (!HttpHead.line(in, new int[] { MAX_LINE }).isEmpty()) {
				throw new RefusedException("a chunk of a request is malformed, or has trailers");
			}
			out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		while (size > 0);
	}

	private static long chunkSize(InputStream in) throws IOException {
		String line = HttpHead.line(in, new int[] { MAX_LINE });
		if (!line.matches("[0-9a-fA-F]{1,8}")) {
			throw new RefusedException("a chunk of a request has a malformed size");
		}
		return Long.parseLong(line, 16);
	}

	private static void copy(InputStream in, OutputStream out, long length) throws IOException {
		byte[] buffer = new byte[BUFFER];
		long remaining = length;
		while (remaining > 0) {
			int count = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
			if (count < 0) {
				throw new EOFException("The connection ended in the body of a request");
			}
			out.write(buffer, 0, count);
			remaining -= count;
		}
	}

}
