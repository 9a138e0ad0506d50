package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Memory outside of the heap.
 */
class DirectBufferBomb extends MemoryBomb {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		List<ByteBuffer> all = new ArrayList<>();
		for (long size = 0; size < SIZE; size += 1 << 20) {
			all.add(ByteBuffer.allocateDirect(1 << 20));
		}
		Hostile.hold();
		return all.toString();
	}

}
