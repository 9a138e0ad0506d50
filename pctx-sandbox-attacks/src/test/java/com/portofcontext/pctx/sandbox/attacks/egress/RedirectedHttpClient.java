package com.portofcontext.pctx.sandbox.attacks.egress;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Another server than the allowed one, by a redirect that the JDK's client follows.
 */
class RedirectedHttpClient extends RedirectAttack {

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.ALWAYS)
			.build()
			.send(HttpRequest.newBuilder(URI.create(arguments.get(0))).build(), HttpResponse.BodyHandlers.ofString())
			.body());
	}

}
