package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

import org.jspecify.annotations.Nullable;

/**
 * Where hosts connect: a socket in the agent's directory that only its account may use.
 */
final class AgentSocket implements Closeable {

	/** What the JDK takes of the 108 bytes that Linux has for a path. */
	private static final int MAX_PATH = 106;

	private final Path path;

	private final ServerSocketChannel server;

	private AgentSocket(Path path, ServerSocketChannel server) {
		this.path = path;
		this.server = server;
	}

	static AgentSocket open(Path directory) throws IOException {
		Path path = directory.resolve("agent.sock");
		int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
		if (length > MAX_PATH) {
			throw new IOException("The path of the sandbox's socket has %d bytes, more than the %d it may have: %s. "
				.formatted(length, MAX_PATH, path) + "Name a shorter directory in pctx.sandbox.local.directory.");
		}
		return open(path, null);
	}

	/** What is there already is of an agent that was killed: nobody listens on it. */
	static AgentSocket open(HostSocket socket) throws IOException {
		Files.deleteIfExists(socket.path());
		return open(socket.path(), socket.owner());
	}

	private static AgentSocket open(Path path, @Nullable String owner) throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(UnixDomainSocketAddress.of(path));
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
			if (owner != null) {
				Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
			}
			return new AgentSocket(path, server);
		}
		catch (UserPrincipalNotFoundException ex) {
			server.close();
			throw new IOException(
					"The sandbox's socket %s cannot be given to '%s': there is no such account".formatted(path, owner),
					ex);
		}
		catch (IOException ex) {
			server.close();
			throw new IOException("The sandbox's socket %s cannot be opened: %s".formatted(path, ex.getMessage()), ex);
		}
	}

	Path path() {
		return this.path;
	}

	SocketChannel accept() throws IOException {
		return this.server.accept();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
