package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The memory of a process of the same account, by its file in {@code /proc}.
 */
class MemoryFileOfAnotherProcess implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of("/proc/%d/mem".formatted(Victim.start(scene).process().pidInside()),
				Long.toString(Program.address(Victim.PAGE)));
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			try (RandomAccessFile memory = new RandomAccessFile(arguments.get(0), "r")) {
				memory.seek(Long.parseLong(arguments.get(1)));
				byte[] bytes = new byte[64];
				memory.readFully(bytes);
				return new String(bytes, StandardCharsets.ISO_8859_1);
			}
		});
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(scene.secret());
	}

}
