package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A number that does not fit.
 */
class BeyondTheRange extends ResultAttack {

	@Override
	public Integer attack(List<String> arguments) {
		send(row(new byte[] { 0x1a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff }));
		return 0;
	}

}
