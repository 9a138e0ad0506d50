package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link com.portofcontext.pctx.sandbox.Sandboxed @Sandboxed}
 * methods.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(SandboxProperties.class)
public final class SandboxAutoConfiguration {

	@ConditionalOnMissingBean
	@Bean
	SandboxPolicies sandboxPolicies(SandboxProperties properties) {
		return PropertiesSandboxPolicies.create(properties);
	}

}
