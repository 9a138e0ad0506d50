package com.portofcontext.pctx.sandbox.aop;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a sandboxed method could run in the host, or could not run beyond the
 * wall.
 *
 * @param beanName the name of the bean
 * @param beanClass its class
 * @param method readable signature of the method such as {@code summarize(List<Row>)}, or
 * {@code null} when the whole class is meant
 * @param description what is wrong
 * @param action what to change
 * @since 0.1.0
 */
public record SandboxViolation(String beanName, Class<?> beanClass, @Nullable String method, String description,
		String action) {

	/**
	 * Return the class and, where there is one, the method.
	 * @return where to look in the source
	 */
	public String location() {
		return (this.method != null) ? this.beanClass.getName() + "." + this.method : this.beanClass.getName();
	}

	@Override
	public String toString() {
		return "%s (bean '%s'): %s %s".formatted(location(), this.beanName, this.description, this.action);
	}

}
