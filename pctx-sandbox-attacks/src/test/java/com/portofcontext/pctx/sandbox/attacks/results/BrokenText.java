package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * Text that is not UTF-8.
 */
class BrokenText extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send(row(new byte[] { 0x62, (byte) 0xff, (byte) 0xfe }));
		return "";
	}

}
