package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

import static org.awaitility.Awaitility.await;

/**
 * A service that listens on a socket which has a name and no file.
 */
class AbstractSocketOfAnother extends SyscallAttack {

	@Override
	protected Program program(Scene scene) throws IOException {
		String name = scene.secret().substring(0, 40);
		String address = "@0100" + "00" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
		int length = 3 + name.length();
		List<String> command = new ArrayList<>(new Program().call(Syscall.SOCKET, 1, 1, 0)
			.call(Syscall.BIND, Program.answerOf(0), address, length)
			.call(Syscall.LISTEN, Program.answerOf(0), 10)
			.hold()
			.toArguments());
		command.set(0, scene.install(Program.bytes()).toString());
		await().atMost(Scene.BOUND).until(() -> scene.start(command).isAlive());
		await().atMost(Scene.BOUND).until(() -> Files.readString(Path.of("/proc/net/unix")).contains("@" + name));
		return new Program().call(Syscall.SOCKET, 1, 1, 0)
			.call(Syscall.CONNECT, Program.answerOf(0), address, length)
			.hold();
	}

	/** One socket listens; each that is connected to it has its name, too. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		String name = "@" + scene.secret().substring(0, 40);
		try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
			return sockets.filter((socket) -> socket.endsWith(name)).count() > 1;
		}
	}

}
