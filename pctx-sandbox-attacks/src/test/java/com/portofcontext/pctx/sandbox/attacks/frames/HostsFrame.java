package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A frame that only a host may send: a worker's spec of its own.
 */
class HostsFrame extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Wire wire = Wire.find();
		wire.send(FrameType.DEFINE, new byte[10]);
		wire.sendText(FORGED);
		new CountDownLatch(1).await();
		return "";
	}

}
