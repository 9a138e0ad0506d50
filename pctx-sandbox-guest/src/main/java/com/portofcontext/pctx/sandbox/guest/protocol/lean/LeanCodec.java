package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a row of values in the encoding that host and worker agree on, each
 * alone in a list. It does so with the bytes and the values that Jackson would make, or
 * not at all: what it refuses, Jackson may still take, or knows the reason.
 */
public final class LeanCodec {

	private final Codec[] codecs;

	private final boolean[] primitive;

	LeanCodec(Codec[] codecs, boolean[] primitive) {
		this.codecs = codecs;
		this.primitive = primitive;
	}

	/**
	 * Carry an empty value of each type there and back, for what is used once is quicker
	 * the next time. Constructors and accessors of the user's run, and may throw.
	 */
	public void rehearse() {
		for (Codec codec : this.codecs) {
			try {
				CborWriter out = new CborWriter(Integer.MAX_VALUE);
				codec.write(out, codec.sample(0));
				codec.read(new CborReader(out.toByteArray()));
			}
			catch (Throwable ex) {
				// A type that refuses to be empty: its first value will pay for itself.
			}
		}
	}

	/**
	 * Write values.
	 * @param values one value for each type
	 * @param maxBytes how many bytes they may need
	 * @return the payload, or {@code null} if Jackson is to write it
	 */
	public byte @Nullable [] write(@Nullable Object[] values, int maxBytes) {
		try {
			CborWriter out = new CborWriter(maxBytes);
			out.startArray(this.codecs.length);
			for (int i = 0; i < this.codecs.length; i++) {
				out.startArray(1);
				this.codecs[i].write(out, values[i]);
				out.endArray();
			}
			return out.toByteArray();
		}
		catch (RuntimeException | StackOverflowError ex) {
			return null;
		}
	}

	/**
	 * Read values.
	 * @param payload what the peer sent
	 * @return one value for each type, or {@code null} if Jackson is to read it
	 */
	public @Nullable Object @Nullable [] read(byte[] payload) {
		try {
			CborReader in = new CborReader(payload);
			@Nullable Object[] values = new @Nullable Object[this.codecs.length];
			if (in.startArray() != values.length) {
				return null;
			}
			for (int i = 0; i < values.length; i++) {
				if (in.startArray() != 1) {
					return null;
				}
				values[i] = this.codecs[i].read(in);
				if (values[i] == null && this.primitive[i]) {
					return null;
				}
				in.endArray();
			}
			return in.isAtEnd() ? values : null;
		}
		catch (RuntimeException | StackOverflowError ex) {
			return null;
		}
	}

}
