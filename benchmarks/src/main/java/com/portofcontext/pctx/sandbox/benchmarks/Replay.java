package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * One call's bytes as the application sent them, to be sent again by the same program on
 * both sides of the forward: what remains is what the forward costs.
 */
final class Replay {

	private static final int WARM_UP = 2;

	private static final int COUNT = 15;

	private static final int RECORDED_CALLS = 5;

	private final byte[] call;

	private Replay(byte[] call) {
		this.call = call;
	}

	/**
	 * Record a call of an application, by standing in for the agent's socket meanwhile.
	 */
	static Replay record(Path socket, Samples.Action call) throws Exception {
		Path real = socket.resolveSibling("recorded");
		BlockingQueue<byte[]> calls = new LinkedBlockingQueue<>();
		Files.move(socket, real);
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(socket));
			start(() -> {
				while (true) {
					relay(server.accept(), SocketChannel.open(UnixDomainSocketAddress.of(real)), calls);
				}
			});
			// The first ones may have connections that are older.
			for (int i = 0; i < RECORDED_CALLS && calls.isEmpty(); i++) {
				call.run();
			}
			byte[] recorded = calls.poll(1, TimeUnit.SECONDS);
			if (recorded == null) {
				throw new IllegalStateException("No call came by");
			}
			return new Replay(recorded);
		}
		finally {
			Files.deleteIfExists(socket);
			Files.move(real, socket);
		}
	}

	private static void relay(SocketChannel host, SocketChannel agent, BlockingQueue<byte[]> calls) {
		start(() -> copy(agent, host, new ByteArrayOutputStream()));
		start(() -> {
			ByteArrayOutputStream sent = new ByteArrayOutputStream();
			copy(host, agent, sent);
			byte[] bytes = sent.toByteArray();
			if (bytes.length > 0 && bytes[0] == FrameType.CALL.ordinal()) {
				calls.add(bytes);
			}
		});
	}

	private static void copy(SocketChannel from, SocketChannel to, ByteArrayOutputStream copy) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
		try (from; to) {
			while (from.read(buffer.clear()) >= 0) {
				copy.write(buffer.array(), 0, buffer.position());
				buffer.flip();
				while (buffer.hasRemaining()) {
					to.write(buffer);
				}
			}
		}
		catch (IOException ex) {
			// The other direction closed both.
		}
	}

	private static void start(Samples.Action action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (Exception ex) {
				// Enough was recorded.
			}
		}, "pctx-benchmark-relay");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Make the call again and again.
	 * @param name the figure
	 * @param before what must be done before each, untimed
	 * @param shell the command that runs what it is given as one more argument
	 * @param socket where the agent is reached from there
	 */
	Figure measure(String name, Samples.Action before, List<String> shell, String socket) throws Exception {
		List<String> command = new ArrayList<>(shell);
		command.add(LimaGuest.python("replay.py", socket, Integer.toString(FrameType.STATUS.ordinal()),
				Integer.toString(FrameType.RESULT.ordinal()), Base64.getEncoder().encodeToString(this.call)));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (OutputStream input = process.getOutputStream(); BufferedReader output = process.inputReader()) {
			List<Double> millis = new ArrayList<>();
			for (int i = 0; i < WARM_UP + COUNT; i++) {
				before.run();
				input.write("\n".getBytes(StandardCharsets.US_ASCII));
				input.flush();
				String line = output.readLine();
				if (line == null) {
					throw new IOException("The recorded call has no result");
				}
				if (i >= WARM_UP) {
					millis.add(Double.valueOf(line));
				}
			}
			return Figure.of(name, new Samples(millis), Figure.MILLIS);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
