package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A number that is none of the declared ones.
 */
class FractionForInteger extends ResultAttack {

	@Override
	public Integer attack(List<String> arguments) {
		send(row(new byte[] { (byte) 0xf9, 0x3e, 0 }));
		return 0;
	}

}
