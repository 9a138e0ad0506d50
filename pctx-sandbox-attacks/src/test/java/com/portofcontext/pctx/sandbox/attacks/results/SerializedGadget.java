package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A serialized object that does harm when it is read, for a host that reads such.
 */
class SerializedGadget extends ResultAttack {

	@Override
	public Object attack(List<String> arguments) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(new Gadget());
		}
		return bytes.toByteArray();
	}

	/** It is bytes, or a text of them, and stays that. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(Gadget.MADE);
	}

}
