package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.aop.SandboxGuard;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Guards applications that exclude {@link SandboxAutoConfiguration}, slices of tests,
 * which have only auto-configurations of their own, and contexts below an application's.
 */
class SandboxGuardContextInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String ACTION = "Do not exclude SandboxAutoConfiguration. A slice of tests, or a context "
			+ "below another, gets it by @ImportAutoConfiguration(SandboxAutoConfiguration.class); or replace the "
			+ "bean by a mock there.";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		SandboxGuard guard = new SandboxGuard(ACTION);
		context.addBeanFactoryPostProcessor(guard);
		context.addApplicationListener(guard);
	}

}
