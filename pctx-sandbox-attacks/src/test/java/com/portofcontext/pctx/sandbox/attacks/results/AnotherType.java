package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A text in the place of a number.
 */
class AnotherType extends ResultAttack {

	@Override
	public Integer attack(List<String> arguments) {
		send(row(new byte[] { 0x61, 'a' }));
		return 0;
	}

}
