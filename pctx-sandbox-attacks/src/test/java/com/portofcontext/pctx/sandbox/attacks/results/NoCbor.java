package com.portofcontext.pctx.sandbox.attacks.results;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Control;

/**
 * No CBOR at all.
 */
class NoCbor extends ResultAttack {

	@Override
	public String attack(List<String> arguments) {
		send("<xml/>".getBytes(StandardCharsets.UTF_8));
		return "";
	}

	@Override
	public Control control() {
		return Control.none("nobody takes it for anything");
	}

}
