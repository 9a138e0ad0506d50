package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Memory that the JVM does not count.
 */
class UnsafeBomb extends MemoryBomb {

	@Override
	public String attack(List<String> arguments) throws ReflectiveOperationException, InterruptedException {
		Class<?> type = Class.forName("sun.misc.Unsafe");
		Field instance = type.getDeclaredField("theUnsafe");
		instance.setAccessible(true);
		Object unsafe = instance.get(null);
		Method allocate = type.getMethod("allocateMemory", long.class);
		Method fill = type.getMethod("setMemory", long.class, long.class, byte.class);
		for (long size = 0; size < SIZE; size += 1 << 20) {
			fill.invoke(unsafe, allocate.invoke(unsafe, 1L << 20), 1L << 20, (byte) 1);
		}
		Hostile.hold();
		return "";
	}

}
