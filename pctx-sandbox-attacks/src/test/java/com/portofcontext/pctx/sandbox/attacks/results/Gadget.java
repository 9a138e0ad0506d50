package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * Says so when it is made.
 */
public class Gadget implements Serializable {

	static final String MADE = "a gadget was made";

	private static final long serialVersionUID = 1;

	public void setFile(String file) {
		throw new IllegalStateException(MADE);
	}

	@Override
	public String toString() {
		return MADE;
	}

	private void readObject(ObjectInputStream in) {
		throw new IllegalStateException(MADE);
	}

}
