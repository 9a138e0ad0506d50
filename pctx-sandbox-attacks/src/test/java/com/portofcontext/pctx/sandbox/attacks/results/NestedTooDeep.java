package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.Arrays;
import java.util.List;

/**
 * Lists in lists in lists, until whoever reads them has no stack left.
 */
class NestedTooDeep extends ResultAttack {

	@Override
	public Object attack(List<String> arguments) {
		byte[] nested = new byte[100_001];
		Arrays.fill(nested, 0, 100_000, (byte) 0x81);
		nested[100_000] = 0;
		send(row(nested));
		return "";
	}

}
