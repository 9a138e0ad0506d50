package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a worker's whole process tree may use.
 *
 * @param memory bytes
 * @param cpus CPU time per wall time
 * @param processes processes and threads together
 * @param scratch bytes of writable file system
 * @param result bytes of an encoded result
 * @param output bytes of standard output and error
 */
public record Limits(long memory, double cpus, int processes, long scratch, int result, long output) {

	void write(DataOutput out) throws IOException {
		out.writeLong(this.memory);
		out.writeDouble(this.cpus);
		out.writeInt(this.processes);
		out.writeLong(this.scratch);
		out.writeInt(this.result);
		out.writeLong(this.output);
	}

	static Limits read(DataInput in) throws IOException {
		return new Limits(in.readLong(), in.readDouble(), in.readInt(), in.readLong(), in.readInt(), in.readLong());
	}

}
