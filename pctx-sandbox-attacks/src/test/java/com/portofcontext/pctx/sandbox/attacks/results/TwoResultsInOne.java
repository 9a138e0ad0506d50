package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A row of two values where there is one.
 */
class TwoResultsInOne extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send(new byte[] { (byte) 0x82, (byte) 0x81, 0x61, 'a', (byte) 0x81, 0x61, 'b' });
		return "";
	}

}
