package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.machine.Machine;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up when the machine's agent answers.
 */
final class SandboxHealthIndicator extends AbstractHealthIndicator {

	private final Machine machine;

	SandboxHealthIndicator(Machine machine) {
		super("Sandbox health check failed");
		this.machine = machine;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		builder.withDetail("machine", this.machine.name());
		try {
			this.machine.connect().close();
			builder.up();
		}
		catch (SandboxUnavailableException ex) {
			builder.down(ex);
		}
	}

}
