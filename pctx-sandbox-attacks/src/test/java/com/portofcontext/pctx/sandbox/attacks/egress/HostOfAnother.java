package com.portofcontext.pctx.sandbox.attacks.egress;

import java.util.List;

/**
 * A request whose {@code Host} is not the server that was asked for: one that serves many
 * would answer for another.
 */
class HostOfAnother extends EgressAttack {

	@Override
	public String attack(List<String> arguments) {
		String port = arguments.get(0);
		StringBuilder all = new StringBuilder();
		for (String hosts : List.of("Host: 127.0.0.1:" + port, "Host: evil.example",
				"Host: 127.0.0.1:" + port + "\r\nHost: evil.example", "Host: 127.0.0.1:" + port + ", evil.example",
				"Host: evil.example@127.0.0.1:" + port)) {
			all.append(WayOut.ask(port, "GET http://127.0.0.1:%s/ HTTP/1.1\r\n%s\r\n\r\n".formatted(port, hosts)));
		}
		return all.toString();
	}

	@Override
	String forbidden() {
		return "evil.example";
	}

}
