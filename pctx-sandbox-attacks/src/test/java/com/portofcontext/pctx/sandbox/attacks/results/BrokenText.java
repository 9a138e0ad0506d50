package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * Text that is not UTF-8.
 */
class BrokenText extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send(row(new byte[] { 0x62, (byte) 0xc0, (byte) 0x80 }));
		return "";
	}

}
