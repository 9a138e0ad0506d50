package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A result whose end never comes.
 */
class TruncatedFrame extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire wire = Wire.find();
		wire.send(FrameType.RESULT.ordinal(), 100, FORGED.getBytes(StandardCharsets.UTF_8));
		wire.close();
		return "";
	}

}
