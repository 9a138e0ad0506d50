package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;

/**
 * Another server than the allowed one, by every spelling of its address.
 */
class SpellingOfAnother extends OtherServerAttack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		RecordingServer allowed = RecordingServer.start("", scene);
		RecordingServer other = RecordingServer.start("", scene);
		between(allowed, other);
		return List.of(allowed.port(), other.port());
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		all.append(connect("127.0.0.1", arguments.get(0)));
		for (String host : List.of("127.0.0.1", "localhost", "localhost.", "LOCALHOST", "127.1", "2130706433",
				"0x7f.0.0.1", "0177.0.0.1", "0.0.0.0", "::ffff:127.0.0.1", "127.0.0.2", "198.18.0.1")) {
			all.append(connect(host, arguments.get(1)));
			all.append(WayOut.ask(arguments.get(1), "CONNECT %s:%s HTTP/1.1\r\n\r\n"
				.formatted(host.contains("::") ? "[" + host + "]" : host, arguments.get(1))));
		}
		return all.toString();
	}

	private static String connect(String host, String port) {
		return Hostile.attempt(() -> {
			try (Socket socket = new Socket(host, Integer.parseInt(port))) {
				return socket;
			}
		}) + "\n";
	}

}
