package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A result that comes a byte at a time, for ever.
 */
class SlowFrame extends FrameAttack {

	@Override
	@Sandboxed(timeout = "8s")
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire wire = Wire.find();
		wire.send(FrameType.RESULT.ordinal(), 60_000, new byte[0]);
		while (true) {
			wire.write(new byte[1]);
			Thread.sleep(10);
		}
	}

	@Override
	public Control control() {
		return Control.none("whoever waits for its end does so for ten minutes");
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxTimeoutException;
	}

}
