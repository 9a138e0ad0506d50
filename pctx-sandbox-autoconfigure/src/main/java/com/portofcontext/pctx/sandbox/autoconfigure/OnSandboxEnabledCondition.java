package com.portofcontext.pctx.sandbox.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the sandbox is switched on. The property is bound like all others:
 * {@code @ConditionalOnBooleanProperty} would know {@code false}, but not {@code off}.
 */
class OnSandboxEnabledCondition extends SpringBootCondition {

	private static final String PROPERTY = "pctx.sandbox.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = Binder.get(context.getEnvironment()).bind(PROPERTY, Boolean.class).orElse(true);
		return new ConditionOutcome(enabled, ConditionMessage.of("%s is %s", PROPERTY, enabled));
	}

	/**
	 * Whether it is switched off.
	 */
	static final class Not extends OnSandboxEnabledCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionOutcome enabled = super.getMatchOutcome(context, metadata);
			return new ConditionOutcome(!enabled.isMatch(), enabled.getConditionMessage());
		}

	}

}
