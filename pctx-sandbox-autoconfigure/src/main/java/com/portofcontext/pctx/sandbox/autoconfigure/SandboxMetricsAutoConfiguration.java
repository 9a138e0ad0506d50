package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the sandbox's metrics.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SandboxAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(SandboxEngine.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class SandboxMetricsAutoConfiguration {

	@Bean
	SandboxMetrics sandboxMetrics(MeterRegistry registry, SandboxEngine engine) {
		return new SandboxMetrics(registry, engine);
	}

}
