package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Path;

/**
 * A socket for hosts that reach this machine by an account of their own.
 *
 * @param path where it is, whichever agent listens on it
 * @param owner the only account, beside root, that may connect
 */
public record HostSocket(Path path, String owner) {

}
