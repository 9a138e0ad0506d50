package com.portofcontext.pctx.sandbox.attacks.results;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A number that takes ages to read.
 */
class MillionDigits extends ResultAttack {

	@Override
	public BigInteger attack(List<String> arguments) {
		byte[] number = new byte[420_006];
		Arrays.fill(number, (byte) 0x7f);
		ByteBuffer.wrap(number).put((byte) 0xc2).put((byte) 0x5a).putInt(420_000);
		send(row(number));
		return BigInteger.ZERO;
	}

}
