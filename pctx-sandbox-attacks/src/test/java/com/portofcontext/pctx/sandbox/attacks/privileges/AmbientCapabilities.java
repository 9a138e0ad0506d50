package com.portofcontext.pctx.sandbox.attacks.privileges;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Capabilities that were dropped, taken back.
 */
class AmbientCapabilities extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10000000)
			.call(Syscall.CAPSET, Program.struct(0x20080522),
					Program.struct(0xffffffffffffffffL, 0, 0xffffffffffffffffL))
			.call(Syscall.CAPSET, Program.struct(0x20080522), Program.struct(0x0020000000200000L, 0, 0))
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> !process.status("CapEff").matches("0+"));
	}

}
