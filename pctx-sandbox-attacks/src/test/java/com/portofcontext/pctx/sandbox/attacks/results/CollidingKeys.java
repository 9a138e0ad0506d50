package com.portofcontext.pctx.sandbox.attacks.results;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Keys that a hash table finds only one by one.
 */
class CollidingKeys extends ResultAttack {

	@Override
	public Map<String, Integer> attack(List<String> arguments) {
		byte[] map = new byte[5 + 16_384 * 32];
		ByteBuffer bytes = ByteBuffer.wrap(map).put((byte) 0xba).putInt(16_384);
		for (int i = 0; i < 16_384; i++) {
			bytes.put((byte) 0x78).put((byte) 28);
			for (int bit = 0; bit < 14; bit++) {
				bytes.put((((i >> bit) & 1) == 0 ? "Aa" : "BB").getBytes(StandardCharsets.US_ASCII));
			}
			bytes.put((byte) 1);
		}
		send(row(Arrays.copyOf(map, bytes.position())));
		return Map.of();
	}

}
