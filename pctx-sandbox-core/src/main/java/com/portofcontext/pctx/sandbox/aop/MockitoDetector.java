package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Tells Mockito's mocks, which have no body that could run in the host, from everything
 * else. An inline mock is of the very class it mocks, so only Mockito can tell.
 */
final class MockitoDetector {

	private final @Nullable Method mockingDetails;

	private final @Nullable Method isMock;

	private final @Nullable Method isSpy;

	MockitoDetector(@Nullable ClassLoader classLoader) {
		boolean present = ClassUtils.isPresent("org.mockito.Mockito", classLoader);
		this.mockingDetails = present ? method("org.mockito.Mockito", classLoader, "mockingDetails", Object.class)
				: null;
		this.isMock = present ? method("org.mockito.MockingDetails", classLoader, "isMock") : null;
		this.isSpy = present ? method("org.mockito.MockingDetails", classLoader, "isSpy") : null;
	}

	/**
	 * Return whether an object is a mock without a body of its own. A spy has the real
	 * one and is not.
	 * @param bean the object
	 * @return whether it is a mock
	 */
	boolean isMock(Object bean) {
		if (this.mockingDetails == null || this.isMock == null || this.isSpy == null) {
			return false;
		}
		Object details = ReflectionUtils.invokeMethod(this.mockingDetails, null, bean);
		return Boolean.TRUE.equals(ReflectionUtils.invokeMethod(this.isMock, details))
				&& Boolean.FALSE.equals(ReflectionUtils.invokeMethod(this.isSpy, details));
	}

	private static Method method(String className, @Nullable ClassLoader classLoader, String name,
			Class<?>... parameters) {
		return ClassUtils.getMethod(ClassUtils.resolveClassName(className, classLoader), name, parameters);
	}

}
