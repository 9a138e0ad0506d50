package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A result of two gigabytes, says its header: whoever believes that is out of memory.
 */
class EndlessFrame extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire.find().send(FrameType.RESULT.ordinal(), Integer.MAX_VALUE, FORGED.getBytes(StandardCharsets.UTF_8));
		new CountDownLatch(1).await();
		return "";
	}

}
