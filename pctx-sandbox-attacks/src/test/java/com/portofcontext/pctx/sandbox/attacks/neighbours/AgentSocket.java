package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The socket of the agent, which starts workers for whoever asks, and that of another
 * service.
 */
class AgentSocket implements Attack {

	private ServerSocketChannel server;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		Path path = scene.directory().resolve("service.sock");
		this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		scene.atEnd(this.server);
		this.server.bind(UnixDomainSocketAddress.of(scene.outside(path)));
		Files.setPosixFilePermissions(scene.outside(path), PosixFilePermissions.fromString("rwxrwxrwx"));
		List<String> paths = new ArrayList<>(List.of(path.toString()));
		File[] runs = scene.directory().resolveSibling("run").toFile().listFiles();
		for (File run : (runs != null) ? runs : new File[0]) {
			paths.add(run + "/agent.sock");
		}
		return paths;
	}

	@Override
	public String attack(List<String> arguments) {
		return arguments.stream().map((path) -> Hostile.attempt(() -> {
			try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
				return "connected " + channel;
			}
		})).collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		this.server.configureBlocking(false);
		return this.server.accept() != null || trial.answer().contains("connected ");
	}

}
