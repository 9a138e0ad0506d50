package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A text whose length is a lie.
 */
class TextWithoutEnd extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send(row(new byte[] { 0x7a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 'a' }));
		return "";
	}

}
