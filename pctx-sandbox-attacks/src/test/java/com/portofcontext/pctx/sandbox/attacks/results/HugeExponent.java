package com.portofcontext.pctx.sandbox.attacks.results;

import java.math.BigInteger;
import java.util.List;

/**
 * A short number whose digits fill the memory when it is written out.
 */
class HugeExponent extends ResultAttack {

	@Override
	public BigInteger attack(List<String> arguments) {
		// A decimal fraction: 1e(2^31 - 1).
		send(row(new byte[] { (byte) 0xc4, (byte) 0x82, 0x1a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1 }));
		return BigInteger.ZERO;
	}

}
