package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks names up.
 */
@FunctionalInterface
public interface Resolver {

	/** The machine's own. */
	Resolver SYSTEM = (name) -> List.of(InetAddress.getAllByName(name));

	/**
	 * Look a name up.
	 * @param name the name, in the one spelling of names
	 * @return its addresses
	 * @throws UnknownHostException if it has none
	 */
	List<InetAddress> resolve(String name) throws UnknownHostException;

}
