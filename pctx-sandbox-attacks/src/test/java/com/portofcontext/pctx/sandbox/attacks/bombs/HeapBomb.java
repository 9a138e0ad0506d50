package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A heap that is too large.
 */
class HeapBomb extends MemoryBomb {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		List<byte[]> all = new ArrayList<>();
		for (long size = 0; size < SIZE; size += 1 << 20) {
			all.add(new byte[1 << 20]);
		}
		Hostile.hold();
		return all.toString();
	}

}
