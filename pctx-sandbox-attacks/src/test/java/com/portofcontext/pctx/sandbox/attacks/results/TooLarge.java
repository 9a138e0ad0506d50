package com.portofcontext.pctx.sandbox.attacks.results;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * More than a result may have.
 */
class TooLarge extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		byte[] text = new byte[(20 << 20) + 5];
		ByteBuffer.wrap(text).put((byte) 0x7a).putInt(20 << 20);
		send(row(text));
		return "";
	}

}
