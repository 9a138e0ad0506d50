package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Applies the interceptor to the sandboxed methods of one bean.
 */
final class SandboxedMethodAdvisor extends AbstractPointcutAdvisor {

	private final transient SandboxedBean bean;

	private final transient SandboxedMethodInterceptor advice;

	private final transient Pointcut pointcut = new StaticMethodMatcherPointcut() {

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return SandboxedMethodAdvisor.this.bean.find(method) != null;
		}

	};

	SandboxedMethodAdvisor(SandboxedBean bean, Supplier<SandboxInvoker> invoker) {
		this.bean = bean;
		this.advice = new SandboxedMethodInterceptor(bean, invoker);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.advice;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
