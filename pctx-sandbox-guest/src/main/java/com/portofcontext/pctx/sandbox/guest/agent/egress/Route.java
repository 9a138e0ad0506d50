package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A destination that was allowed.
 *
 * @param name its name, {@code null} where an address was asked for
 * @param addresses its addresses, each of them checked
 * @param port its port
 */
record Route(@Nullable String name, List<InetAddress> addresses, int port) {

}
