package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * SOCKS5, by which a plain socket connects. Names come as names.
 *
 * @param destination what is asked for
 */
record SocksTunnel(Destination destination) implements ProxyRequest {

	static final int VERSION = 5;

	private static final int NO_AUTHENTICATION = 0;

	private static final int NO_METHOD = 0xff;

	private static final int CONNECT = 1;

	private static final int IPV4 = 1;

	private static final int NAME = 3;

	private static final int IPV6 = 4;

	private static final int SUCCEEDED = 0;

	private static final int NOT_ALLOWED = 2;

	private static final int HOST_UNREACHABLE = 4;

	private static final int COMMAND_NOT_SUPPORTED = 7;

	static SocksTunnel read(InputStream in, OutputStream out) throws IOException {
		int[] greeting = { octet(in), octet(in) };
		boolean open = false;
		for (int i = 0; i < greeting[1]; i++) {
			open |= octet(in) == NO_AUTHENTICATION;
		}
		out.write(new byte[] { VERSION, (byte) (open ? NO_AUTHENTICATION : NO_METHOD) });
		if (!open) {
			throw new RefusedException("a request by SOCKS5 asks for authentication");
		}
		boolean valid = octet(in) == VERSION;
		int command = octet(in);
		valid &= octet(in) == 0;
		if (!valid || command != CONNECT) {
			out.write(reply(COMMAND_NOT_SUPPORTED));
			throw new RefusedException("a request by SOCKS5 is none to connect");
		}
		String host = host(in);
		int port = octet(in) << 8 | octet(in);
		if (port == 0 || host.isEmpty() || (host.indexOf(':') >= 0 && AddressLiteral.parse(host) == null)) {
			out.write(reply(NOT_ALLOWED));
			throw new RefusedException("a request by SOCKS5 has no destination");
		}
		return new SocksTunnel(new Destination(host, port));
	}

	private static String host(InputStream in) throws IOException {
		int type = octet(in);
		return switch (type) {
			case IPV4 -> InetAddress.getByAddress(octets(in, 4)).getHostAddress();
			case IPV6 -> InetAddress.getByAddress(octets(in, 16)).getHostAddress();
			case NAME -> new String(octets(in, octet(in)), StandardCharsets.ISO_8859_1);
			default ->
				throw new RefusedException("a request by SOCKS5 has an address of unknown type %d".formatted(type));
		};
	}

	private static int octet(InputStream in) throws IOException {
		return octets(in, 1)[0] & 0xff;
	}

	private static byte[] octets(InputStream in, int count) throws IOException {
		byte[] bytes = in.readNBytes(count);
		if (bytes.length < count) {
			throw new EOFException("The connection ended in a request by SOCKS5");
		}
		return bytes;
	}

	private static byte[] reply(int code) {
		return new byte[] { VERSION, (byte) code, 0, IPV4, 0, 0, 0, 0, 0, 0 };
	}

	@Override
	public byte[] refused(String reason) {
		return reply(NOT_ALLOWED);
	}

	@Override
	public byte[] failed(String reason) {
		return reply(HOST_UNREACHABLE);
	}

	@Override
	public byte[] accepted() {
		return reply(SUCCEEDED);
	}

	@Override
	public boolean send(Route route, InputStream in, OutputStream out) throws IOException {
		return Tunnels.send(route, in, out);
	}

}
