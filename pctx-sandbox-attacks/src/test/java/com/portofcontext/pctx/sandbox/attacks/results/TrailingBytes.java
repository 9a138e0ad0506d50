package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A result, and something after it.
 */
class TrailingBytes extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send(new byte[] { (byte) 0x81, (byte) 0x81, 0x61, 'a', 0x61, 'b' });
		return "";
	}

}
