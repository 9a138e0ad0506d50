package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up when the machine's agent answers, which it cannot where there is no jail.
 */
final class SandboxHealthIndicator extends AbstractHealthIndicator {

	private final SandboxEngine engine;

	SandboxHealthIndicator(SandboxEngine engine) {
		super("Sandbox health check failed");
		this.engine = engine;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		try {
			SandboxStatus status = this.engine.status();
			builder.up()
				.withDetail("machine", status.machine())
				.withDetail("jail", status.jail())
				.withDetail("limits", status.limits())
				.withDetail("unenforced", status.unenforced())
				.withDetail("waitingCalls", status.waitingCalls());
		}
		catch (SandboxUnavailableException ex) {
			builder.down(ex);
		}
	}

}
