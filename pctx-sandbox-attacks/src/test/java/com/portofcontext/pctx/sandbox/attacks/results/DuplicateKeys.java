package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;
import java.util.Map;

/**
 * A map with one key twice: which of them counts is for an attacker to choose.
 */
class DuplicateKeys extends ResultAttack {

	@Override
	public Map<String, Integer> attack(List<String> arguments) {
		send(row(new byte[] { (byte) 0xa2, 0x61, 'a', 1, 0x61, 'a', 2 }));
		return Map.of();
	}

}
