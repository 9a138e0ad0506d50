package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a worker asks the proxy for, in one of the protocols that it speaks.
 */
sealed interface ProxyRequest permits HttpRequest, SocksTunnel {

	/**
	 * Read a request. What is malformed is answered in its protocol.
	 * @param in what the worker sends, which can be marked
	 * @param out where it is answered
	 * @return the request
	 * @throws RefusedException if it is malformed
	 * @throws IOException if the connection ended
	 */
	static ProxyRequest read(InputStream in, OutputStream out) throws IOException {
		in.mark(1);
		int first = in.read();
		in.reset();
		if (first == SocksTunnel.VERSION) {
			return SocksTunnel.read(in, out);
		}
		if (first >= 'A' && first <= 'Z') {
			return HttpRequests.read(in, out);
		}
		throw new RefusedException("a request is neither HTTP nor SOCKS5");
	}

	/**
	 * Return what is asked for.
	 * @return the destination
	 */
	Destination destination();

	/**
	 * Return the answer to a request that was refused.
	 * @param reason why
	 * @return the answer
	 */
	byte[] refused(String reason);

	/**
	 * Return the answer where the destination cannot be reached.
	 * @param reason why
	 * @return the answer
	 */
	byte[] failed(String reason);

	/**
	 * Return the answer before anything of the destination's.
	 * @return the answer, which may be empty
	 */
	byte[] accepted();

	/**
	 * Send all that the worker may send.
	 * @param route where it leads
	 * @param in what the worker sends
	 * @param out the destination
	 * @return whether the worker said that there is no more, so that the destination is
	 * to hear the same
	 * @throws RefusedException if it may not be sent
	 * @throws IOException if one of the connections ended
	 */
	boolean send(Route route, InputStream in, OutputStream out) throws IOException;

}
