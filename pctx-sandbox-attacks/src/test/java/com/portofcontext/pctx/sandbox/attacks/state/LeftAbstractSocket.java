package com.portofcontext.pctx.sandbox.attacks.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * A socket that has a name and no file, on which a process of the last call listens. The
 * kernel's answer to the next one is the evidence: that it is there for both.
 */
class LeftAbstractSocket extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		String name = scene.secret().substring(0, 40);
		String address = "@0100" + "00" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
		int length = 3 + name.length();
		return new Program().call(Syscall.SOCKET, 1, 1, 0)
			.call(Syscall.CONNECT, Program.answerOf(0), address, length)
			.call(Syscall.SOCKET, 1, 1, 0)
			.call(Syscall.BIND, Program.answerOf(2), address, length)
			.call(Syscall.LISTEN, Program.answerOf(2), 10)
			.fork()
			.child()
			.call(Syscall.SETSID)
			.hold();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		Path output = Files.createTempFile(Hostile.scratch(), "output", "");
		new ProcessBuilder(command).redirectOutput(output.toFile()).start().waitFor();
		return Files.readString(output);
	}

	@Override
	public int rounds() {
		return 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 1) == 0;
	}

}
