package com.portofcontext.pctx.sandbox.guest.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The next piece of a streamed argument, or why there is none.
 *
 * @param stream the number of the stream
 * @param kind what it is
 * @param content bytes, or the message of a failure
 */
public record StreamChunk(int stream, Kind kind, ByteBuffer content) {

	/** How many bytes one piece may have. */
	public static final int MAX_CONTENT = 64 * 1024;

	/** How many bytes its encoding may have. */
	public static final int MAX_BYTES = MAX_CONTENT + 2;

	/** How many streams one call may have. */
	public static final int MAX_STREAMS = 64;

	private static final Kind[] KINDS = Kind.values();

	/**
	 * Say why there are no more bytes.
	 * @param stream the number of the stream
	 * @param message what happened
	 * @return the last piece of the stream
	 */
	public static StreamChunk failed(int stream, String message) {
		byte[] text = PrintableText.of(message).getBytes(StandardCharsets.UTF_8);
		return new StreamChunk(stream, Kind.FAILED, ByteBuffer.wrap(text, 0, Math.min(text.length, 1024)));
	}

	/**
	 * Encode what precedes the content.
	 * @return the encoding
	 */
	public ByteBuffer head() {
		return ByteBuffer.wrap(new byte[] { (byte) this.stream, (byte) this.kind.ordinal() });
	}

	/**
	 * Decode a piece.
	 * @param payload head and content
	 * @return the piece
	 * @throws ProtocolException if it is malformed
	 */
	public static StreamChunk of(byte[] payload) throws ProtocolException {
		if (payload.length < 2 || payload[1] < 0 || payload[1] >= KINDS.length) {
			throw new ProtocolException("Malformed piece of a stream");
		}
		return new StreamChunk(payload[0], KINDS[payload[1]], ByteBuffer.wrap(payload, 2, payload.length - 2));
	}

	/**
	 * Encode the request for the next piece of a stream.
	 * @param stream the number of the stream
	 * @return the encoding
	 */
	public static byte[] pull(int stream) {
		return new byte[] { (byte) stream };
	}

	/**
	 * Decode a request.
	 * @param payload its encoding
	 * @param streams how many streams there are
	 * @return the number of the stream
	 * @throws ProtocolException if it is malformed
	 */
	public static int pulled(byte[] payload, int streams) throws ProtocolException {
		if (payload.length != 1 || payload[0] < 0 || payload[0] >= streams) {
			throw new ProtocolException("A stream that there is not was asked for");
		}
		return payload[0];
	}

	/**
	 * What a piece is.
	 */
	public enum Kind {

		/** The next bytes, at least one. */
		DATA,

		/** There are no more. */
		END,

		/** They could not be read. */
		FAILED

	}

}
