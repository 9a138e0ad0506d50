package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one type. What it reads is what Jackson would read, and
 * what it writes what Jackson would write, to the byte; everything else it refuses with
 * whatever exception comes first.
 */
abstract class Codec {

	abstract void writeValue(CborWriter out, Object value);

	abstract Object readValue(CborReader in);

	/**
	 * Return the emptiest value that still uses each class once, or {@code null} if it
	 * would nest deeper than that. A type of the user's may refuse it.
	 */
	abstract @Nullable Object sample(int depth);

	final void write(CborWriter out, @Nullable Object value) {
		if (value == null) {
			out.writeNull();
		}
		else {
			writeValue(out, value);
		}
	}

	final @Nullable Object read(CborReader in) {
		return in.readNull() ? null : readValue(in);
	}

}
