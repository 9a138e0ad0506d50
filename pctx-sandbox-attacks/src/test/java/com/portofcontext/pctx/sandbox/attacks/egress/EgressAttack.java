package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that may talk to one server, and has it hear what it must not.
 */
abstract class EgressAttack implements Attack {

	private RecordingServer server;

	/** The text that the server must not hear. */
	abstract String forbidden();

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.server = RecordingServer.start("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", scene);
		return List.of(this.server.port());
	}

	@Override
	public List<String> allow() {
		return this.server.allow();
	}

	/** Otherwise it was no attack on the proxy, but on a network that is not there. */
	@Override
	public boolean tried(Trial trial) {
		return !this.server.visits().isEmpty();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return this.server.visits().stream().anyMatch((visit) -> visit.contains(forbidden()));
	}

}
