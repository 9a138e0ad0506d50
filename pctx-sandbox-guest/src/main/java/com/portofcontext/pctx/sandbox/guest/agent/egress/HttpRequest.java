package com.portofcontext.pctx.sandbox.guest.agent.egress;

/**
 * A request by HTTP, which is answered by HTTP.
 */
sealed interface HttpRequest extends ProxyRequest permits HttpTunnel, PlainHttpRequest {

	@Override
	default byte[] refused(String reason) {
		return HttpRequests.answer(403, "Forbidden", reason);
	}

	@Override
	default byte[] failed(String reason) {
		return HttpRequests.answer(502, "Bad Gateway", reason);
	}

}
