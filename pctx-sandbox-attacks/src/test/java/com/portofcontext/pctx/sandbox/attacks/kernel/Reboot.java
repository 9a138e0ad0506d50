package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What Ctrl-Alt-Del does on the machine: the mildest that {@code reboot} can do.
 */
class Reboot extends SyscallAttack {

	private String before = "";

	@Override
	protected Program program(Scene scene) throws IOException {
		this.before = Files.readString(Path.of("/proc/sys/kernel/ctrl-alt-del"));
		return new Program().call(Syscall.REBOOT, 0xfee1deadL, 672274793, this.before.startsWith("0") ? 0x89ABCDEFL : 0,
				0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return !Files.readString(Path.of("/proc/sys/kernel/ctrl-alt-del")).equals(this.before);
	}

	@Override
	public Control control() {
		return Control.none("it would change the machine");
	}

}
