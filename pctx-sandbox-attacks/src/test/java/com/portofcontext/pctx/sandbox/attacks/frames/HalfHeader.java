package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Not even a header.
 */
class HalfHeader extends FrameAttack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Wire wire = Wire.find();
		wire.write(new byte[] { (byte) FrameType.RESULT.ordinal(), 0, 0 });
		wire.close();
		return "";
	}

}
