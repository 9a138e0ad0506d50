package com.portofcontext.pctx.sandbox.attacks.egress;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that may talk to one server, and comes to another one.
 */
abstract class OtherServerAttack implements Attack {

	private RecordingServer allowed;

	private RecordingServer other;

	/** Have the servers that it is prepared with looked at. */
	final void between(RecordingServer allowed, RecordingServer other) {
		this.allowed = allowed;
		this.other = other;
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
