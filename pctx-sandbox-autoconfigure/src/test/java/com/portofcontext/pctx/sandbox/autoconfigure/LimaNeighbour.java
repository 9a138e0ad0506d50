package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A server beside a machine, at every address of its host, and the name server of that
 * host. It says on which address it was reached.
 */
final class LimaNeighbour {

	static final int PORT = 8080;

	private static final Map<String, String> NAMES = Map.of("public.test", SandboxLimaNetworkTests.PUBLIC,
			"private.test", SandboxLimaNetworkTests.LAN);

	private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
		.getBytes(StandardCharsets.US_ASCII);

	private LimaNeighbour() {
	}

	public static void main(String[] args) throws IOException {
		Thread names = new Thread(LimaNeighbour::serveNames, "name-server");
		names.setDaemon(true);
		names.start();
		try (ServerSocket server = new ServerSocket(PORT)) {
			System.out.println("SERVES");
			while (true) {
				try (Socket socket = server.accept()) {
					System.out.println("REACHED " + socket.getLocalAddress().getHostAddress());
					socket.setSoTimeout(1000);
					answer(socket);
				}
				catch (IOException ex) {
					System.out.println("FAILED " + ex);
				}
			}
		}
	}

	private static void answer(Socket socket) throws IOException {
		socket.getInputStream().read(new byte[4096]);
		OutputStream output = socket.getOutputStream();
		output.write(ANSWER);
		output.flush();
	}

	private static void serveNames() {
		try (DatagramSocket socket = new DatagramSocket(53, InetAddress.getByName("127.0.0.1"))) {
			DatagramPacket packet = new DatagramPacket(new byte[512], 512);
			while (true) {
				packet.setLength(512);
				socket.receive(packet);
				byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
				socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
			}
		}
		catch (IOException ex) {
			System.out.println("FAILED " + ex);
		}
	}

	/** One question, and its address if it is of IPv4 and known. */
	private static byte[] answer(ByteBuffer query) throws IOException {
		int position = 12;
		StringBuilder name = new StringBuilder();
		for (int length = query.get(position); length > 0; length = query.get(position)) {
			name.append((name.length() > 0) ? "." : "")
				.append(new String(query.array(), position + 1, length, StandardCharsets.US_ASCII));
			position += length + 1;
		}
		int type = query.getShort(position + 1);
		int end = position + 5;
		String address = (type == 1) ? NAMES.get(name.toString()) : null;
		System.out.println("ASKED " + name);
		ByteBuffer answer = ByteBuffer.allocate(end + 16);
		answer.putShort(query.getShort(0));
		answer.putShort((short) (NAMES.containsKey(name.toString()) ? 0x8180 : 0x8183));
		answer.putShort((short) 1).putShort((short) ((address != null) ? 1 : 0)).putInt(0);
		answer.put(query.array(), 12, end - 12);
		if (address != null) {
			answer.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(0).putShort((short) 4);
			answer.put(InetAddress.getByName(address).getAddress());
		}
		return Arrays.copyOf(answer.array(), answer.position());
	}

}
