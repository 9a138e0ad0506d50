package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a bean class with sandboxed methods.
 *
 * @param beanName the name of the bean
 * @param beanClass the user's class
 * @param methods the sandboxed methods by the methods with the bodies
 * @param violations what is wrong with them
 */
record SandboxedBean(String beanName, Class<?> beanClass, Map<Method, SandboxedMethod> methods,
		List<SandboxViolation> violations) {

	SandboxedBean {
		methods = Map.copyOf(methods);
		violations = List.copyOf(violations);
	}

	/**
	 * Return the sandboxed method that a call to a method would run.
	 * @param method the called method, also one of an interface or a bridge
	 * @return the sandboxed method, or {@code null}
	 */
	@Nullable SandboxedMethod find(Method method) {
		return this.methods.get(SandboxedMethodFinder.mostSpecific(method, this.beanClass));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SandboxedBean bean && this.beanName.equals(bean.beanName)
				&& this.beanClass == bean.beanClass;
	}

	@Override
	public int hashCode() {
		return this.beanName.hashCode();
	}

	SandboxViolation violation(@Nullable Method method, String description, String action) {
		return new SandboxViolation(this.beanName, this.beanClass, (method != null) ? Signatures.of(method) : null,
				description, action);
	}

}
