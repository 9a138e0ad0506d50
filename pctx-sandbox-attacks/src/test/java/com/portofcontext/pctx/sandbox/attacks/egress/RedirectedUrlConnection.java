package com.portofcontext.pctx.sandbox.attacks.egress;

import java.net.URI;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Another server than the allowed one, by a redirect that a URL's connection follows.
 */
class RedirectedUrlConnection extends RedirectAttack {

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> URI.create(arguments.get(0)).toURL().openConnection().getHeaderFields());
	}

}
