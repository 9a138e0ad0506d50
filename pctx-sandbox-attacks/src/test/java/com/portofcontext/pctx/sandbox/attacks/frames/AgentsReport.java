package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A report of its own, which says what was proven of it.
 */
class AgentsReport extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire wire = Wire.find();
		wire.send(FrameType.REPORT, FORGED.getBytes(StandardCharsets.UTF_8));
		wire.sendText(FORGED);
		new CountDownLatch(1).await();
		return "";
	}

}
