package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Output in the name of a call that is over.
 */
class OutputAfterTheResult extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire wire = Wire.find();
		wire.sendText("the result");
		wire.send(FrameType.OUTPUT, ("\1" + FORGED + "\n").getBytes(StandardCharsets.UTF_8));
		return "";
	}

}
