package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.IOException;

/**
 * A connection broke after a part of a frame was sent: the peer may have read that part.
 */
public final class PartlySentException extends IOException {

	PartlySentException(IOException cause) {
		super("The connection broke inside a frame: " + cause.getMessage(), cause);
	}

}
