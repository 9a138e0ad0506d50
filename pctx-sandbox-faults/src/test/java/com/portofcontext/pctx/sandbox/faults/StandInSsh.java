package com.portofcontext.pctx.sandbox.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * In place of {@code ssh} into a Lima machine: it forwards a socket as that does, to an
 * agent on this host, and answers what is asked of the guest. Arguments: the agent's
 * socket, a file that says which agent is installed, and those of {@code ssh}.
 */
final class StandInSsh {

	private StandInSsh() {
	}

	public static void main(String[] args) throws IOException {
		Path agent = Path.of(args[0]);
		Path installed = Path.of(args[1]);
		String command = args[args.length - 1];
		if (command.contains("pctx-sandbox-install")) {
			System.in.readAllBytes();
			Files.writeString(installed, command.substring(command.lastIndexOf(' ') + 1));
			return;
		}
		int forward = List.of(args).indexOf("-L");
		if (forward > 0) {
			forward(Path.of(args[forward + 1].split(":")[0]), agent);
			keepTime(installed);
		}
		System.exit(0);
	}

	/** Until there is no more of it, which is the end of whoever started this. */
	private static void keepTime(Path installed) throws IOException {
		BufferedReader times = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		times.readLine();
		System.out.println(Files.exists(installed) ? Files.readString(installed) : "none");
		while (times.readLine() != null) {
			// It is the same clock.
		}
	}

	private static void forward(Path socket, Path agent) throws IOException {
		Files.deleteIfExists(socket);
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		server.bind(UnixDomainSocketAddress.of(socket));
		Threads.start("forward", () -> {
			try {
				while (true) {
					SocketChannel near = server.accept();
					SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(agent));
					Threads.start("to-agent", () -> pump(near, far));
					Threads.start("to-host", () -> pump(far, near));
				}
			}
			catch (IOException ex) {
				System.exit(255);
			}
		});
	}

	private static void pump(SocketChannel from, SocketChannel to) {
		ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
		try {
			while (from.read(buffer.clear()) >= 0) {
				buffer.flip();
				while (buffer.hasRemaining()) {
					to.write(buffer);
				}
			}
			to.shutdownOutput();
		}
		catch (IOException ex) {
			close(from);
			close(to);
		}
	}

	private static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

}
