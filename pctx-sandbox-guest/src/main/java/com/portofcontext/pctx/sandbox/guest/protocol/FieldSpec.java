package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A data field of the bean that is copied before the call.
 *
 * @param owner the name of the class that declares it
 * @param name its name
 * @param type its canonical generic type
 */
public record FieldSpec(String owner, String name, String type) {

	void write(DataOutput out) throws IOException {
		Message.writeText(out, this.owner);
		Message.writeText(out, this.name);
		Message.writeText(out, this.type);
	}

	static FieldSpec read(DataInput in) throws IOException {
		return new FieldSpec(Message.readText(in), Message.readText(in), Message.readText(in));
	}

}
