package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks names up.
 */
@FunctionalInterface
interface Resolver {

	/** The machine's own. */
	Resolver SYSTEM = (name) -> List.of(InetAddress.getAllByName(name));

	List<InetAddress> resolve(String name) throws UnknownHostException;

}
