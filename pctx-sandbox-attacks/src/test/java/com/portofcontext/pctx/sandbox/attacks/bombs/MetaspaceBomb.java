package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Classes with large constant pools.
 */
class MetaspaceBomb extends MemoryBomb {

	private static final int CONSTANTS = 60_000;

	private static final long CLASS_SIZE = CONSTANTS * 9L;

	@Override
	public String attack(List<String> arguments) throws IOException, IllegalAccessException, InterruptedException {
		byte[] type = largeClass();
		List<Object> all = new ArrayList<>();
		for (long size = 0; size < SIZE; size += CLASS_SIZE) {
			all.add(MethodHandles.lookup().defineHiddenClass(type, false));
		}
		Hostile.hold();
		return all.toString();
	}

	/** An interface with nothing in it but constants that nothing uses. */
	private static byte[] largeClass() throws IOException {
		String name = MetaspaceBomb.class.getPackageName().replace('.', '/') + "/Large";
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(0xcafebabe);
			out.writeInt(61);
			out.writeShort(5 + CONSTANTS);
			out.writeByte(1);
			out.writeUTF(name);
			out.writeByte(7);
			out.writeShort(1);
			out.writeByte(1);
			out.writeUTF("java/lang/Object");
			out.writeByte(7);
			out.writeShort(3);
			for (int i = 0; i < CONSTANTS; i++) {
				out.writeByte(3);
				out.writeInt(i);
			}
			out.writeShort(0x0600);
			out.writeShort(2);
			out.writeShort(4);
			out.writeLong(0);
		}
		return bytes.toByteArray();
	}

}
