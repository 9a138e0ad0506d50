package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that is sent on, by the server that it may talk to, to one that it may not.
 */
abstract class RedirectAttack implements Attack {

	private RecordingServer allowed;

	private RecordingServer other;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.other = RecordingServer.start("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", scene);
		this.allowed = RecordingServer.start(
				"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%s/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
					.formatted(this.other.port()),
				scene);
		return List.of("http://127.0.0.1:%s/".formatted(this.allowed.port()));
	}

	@Override
	public List<String> allow() {
		return this.allowed.allow();
	}

	@Override
	public boolean tried(Trial trial) {
		return !this.allowed.visits().isEmpty();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !this.other.visits().isEmpty();
	}

}
