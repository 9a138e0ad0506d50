package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.IOException;

/**
 * The peer sent what the protocol does not allow.
 */
public class ProtocolException extends IOException {

	public ProtocolException(String message) {
		super(message);
	}

}
