package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long one worker serves.
 *
 * @param bean the bean whose calls it serves, and its application; empty where each call
 * has a worker of its own
 * @param calls how many of them at most
 * @param millis for how long at most, from the first of them on
 */
public record Reuse(String bean, int calls, long millis) {

	/** A worker serves one call. */
	public static final Reuse NEVER = new Reuse("", 1, 0);

	public Reuse {
		if (calls < 1 || millis < 0 || (bean.isEmpty() && calls > 1)) {
			throw new IllegalArgumentException(
					"No worker serves %d calls of '%s' for %d ms".formatted(calls, bean, millis));
		}
	}

	/**
	 * Tell whether a worker serves one call and no other.
	 * @return whether it does
	 */
	public boolean isNever() {
		return this.calls == 1;
	}

	void write(DataOutput out) throws IOException {
		Message.writeText(out, this.bean);
		out.writeInt(this.calls);
		out.writeLong(this.millis);
	}

	static Reuse read(DataInput in) throws IOException {
		return new Reuse(Message.readText(in), in.readInt(), in.readLong());
	}

}
