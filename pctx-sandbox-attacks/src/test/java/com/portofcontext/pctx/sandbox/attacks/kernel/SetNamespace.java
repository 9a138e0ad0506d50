package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Into the namespace of a process of the same account.
 */
class SetNamespace extends SyscallAttack {

	private HostProcess other;

	@Override
	protected Program program(Scene scene) throws IOException {
		List<String> command = List.of("sleep", "3" + System.nanoTime());
		this.other = scene.start(List.of("unshare", "--user", command.get(0), command.get(1)), command);
		String file = "/proc/%d/ns/user".formatted(this.other.pidInside());
		return new Program().call(Syscall.OPENAT, Program.AT_FDCWD, Program.text(file), 0)
			.call(Syscall.SETNS, Program.answerOf(0), 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> process.link("ns/user").equals(this.other.link("ns/user")));
	}

}
