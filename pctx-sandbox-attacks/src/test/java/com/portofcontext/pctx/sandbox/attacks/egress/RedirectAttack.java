package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Scene;

/**
 * An attack that is sent on, by the server that it may talk to, to one that it may not.
 */
abstract class RedirectAttack extends OtherServerAttack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		RecordingServer other = RecordingServer
			.start("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", scene);
		RecordingServer allowed = RecordingServer.start(
				"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%s/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
					.formatted(other.port()),
				scene);
		between(allowed, other);
		return List.of("http://127.0.0.1:%s/".formatted(allowed.port()));
	}

}
