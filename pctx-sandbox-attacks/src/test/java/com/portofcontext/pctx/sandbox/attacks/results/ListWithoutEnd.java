package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

/**
 * A list of two thousand million elements, of which there is one.
 */
class ListWithoutEnd extends ResultAttack {

	@Override
	public List<String> attack(List<String> arguments) {
		send(row(new byte[] { (byte) 0x9a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x61, 'a' }));
		return List.of();
	}

}
