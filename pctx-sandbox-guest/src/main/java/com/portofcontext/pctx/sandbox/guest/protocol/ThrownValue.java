package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;
import java.util.Objects;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodecs;
import org.jspecify.annotations.Nullable;

/**
 * What sandboxed code threw, as text. Nothing in it is a class of the host's until the
 * host finds that a name equals an exception the method declares.
 *
 * @param typeNames the name of the thrown class, then of its superclasses up to
 * {@link Throwable}
 * @param message its message
 * @param stack its stack trace, without the frames of the worker below it
 * @param cause its cause
 * @param truncated whether a text, the stack or the chain of causes was cut
 */
public record ThrownValue(List<String> typeNames, @Nullable String message, List<Frame> stack,
		@Nullable ThrownValue cause, boolean truncated) {

	/**
	 * How many throwables one chain of causes may have, the first one included.
	 */
	public static final int MAX_DEPTH = 16;

	/**
	 * How many frames one stack trace may have.
	 */
	public static final int MAX_FRAMES = 256;

	/**
	 * How many characters one text may have.
	 */
	public static final int MAX_TEXT_LENGTH = 8192;

	/**
	 * How many superclasses are named.
	 */
	public static final int MAX_TYPE_NAMES = 64;

	/**
	 * How many characters all texts of a chain may have together.
	 */
	public static final int MAX_TOTAL_TEXT_LENGTH = 1 << 20;

	/**
	 * How many bytes a description may need: more than the other caps allow together.
	 */
	public static final int MAX_BYTES = 8 << 20;

	/**
	 * Hold a peer to the caps.
	 */
	public ThrownValue {
		typeNames = List.copyOf(typeNames);
		stack = List.copyOf(stack);
		if (typeNames.isEmpty() || typeNames.size() > MAX_TYPE_NAMES || stack.size() > MAX_FRAMES
				|| depth(cause) >= MAX_DEPTH || (message != null && message.length() > MAX_TEXT_LENGTH)) {
			throw new IllegalArgumentException("A thrown value exceeds its caps");
		}
		for (String name : typeNames) {
			Frame.requireShort(name);
		}
	}

	/**
	 * Take down what was thrown, whatever its own methods do.
	 * @param thrown what was thrown
	 * @return its description
	 */
	public static ThrownValue of(Throwable thrown) {
		return new ThrowableReader().read(thrown);
	}

	/**
	 * Read a description. Neither this nor {@link #encode()} needs Jackson: the one who
	 * throws may have none loaded.
	 * @param payload what {@link #encode()} wrote
	 * @return the description
	 * @throws ValueException if the payload is anything else
	 */
	public static ThrownValue decode(byte[] payload) {
		@Nullable Object[] values = codec().read(payload);
		if (values == null || values[0] == null) {
			throw new ValueException("This is no description of what was thrown", null);
		}
		return (ThrownValue) values[0];
	}

	/**
	 * Write this description.
	 * @return the payload
	 */
	public byte[] encode() {
		byte[] payload = codec().write(new Object[] { this }, MAX_BYTES);
		if (payload == null) {
			throw new ValueException("What was thrown cannot be described", null);
		}
		return payload;
	}

	private static LeanCodec codec() {
		try {
			return Objects.requireNonNull(
					new LeanCodecs(ThrownValue.class.getClassLoader()).of(List.of(ThrownValue.class.getName())));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the name of the thrown class.
	 * @return the name
	 */
	public String typeName() {
		return this.typeNames.get(0);
	}

	private static int depth(@Nullable ThrownValue value) {
		int depth = 0;
		for (ThrownValue next = value; next != null; next = next.cause) {
			depth++;
		}
		return depth;
	}

	/**
	 * One frame of a stack trace.
	 *
	 * @param className the declaring class
	 * @param methodName the method
	 * @param fileName the source file
	 * @param lineNumber the line, as {@link StackTraceElement} counts
	 */
	public record Frame(String className, String methodName, @Nullable String fileName, int lineNumber) {

		/**
		 * Hold a peer to the caps.
		 */
		public Frame {
			requireShort(className);
			requireShort(methodName);
			if (fileName != null) {
				requireShort(fileName);
			}
		}

		private static void requireShort(String text) {
			if (text.length() > MAX_TEXT_LENGTH) {
				throw new IllegalArgumentException("A name in a thrown value is too long");
			}
		}

	}

}
