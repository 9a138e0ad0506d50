package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.call.SandboxEngine;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the sandbox's health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SandboxAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(SandboxEngine.class)
public final class SandboxHealthAutoConfiguration {

	/**
	 * Apart, because its condition is itself a class of the health module.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabledHealthIndicator("sandbox")
	static class Indicator {

		@Bean
		@ConditionalOnMissingBean(name = { "sandboxHealthIndicator", "sandboxHealthContributor" })
		SandboxHealthIndicator sandboxHealthIndicator(SandboxEngine engine) {
			return new SandboxHealthIndicator(engine);
		}

	}

}
