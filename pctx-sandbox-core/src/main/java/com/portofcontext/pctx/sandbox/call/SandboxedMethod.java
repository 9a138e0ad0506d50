package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import tools.jackson.databind.JavaType;

import org.springframework.core.io.Resource;

/**
 * Everything there is to know about one sandboxed method of one bean before it is called.
 *
 * @param beanName the name of the bean
 * @param beanClass the user's class, no proxy
 * @param method the most specific method on it; a superclass or an interface may declare
 * it
 * @param parameterTypes the types of the arguments, resolved against the bean's class
 * @param resultType the type of the value, without the future around it
 * @param future whether the method returns a future of the value
 * @param dataFields the fields that the method reads, directly or through others
 * @param declaredExceptions the exception types of the {@code throws} clause
 * @param policy what a call may use
 * @param dependencies libraries that only the method's workers have
 * @since 0.1.0
 */
public record SandboxedMethod(String beanName, Class<?> beanClass, Method method, List<JavaType> parameterTypes,
		JavaType resultType, boolean future, List<DataField> dataFields, List<Class<?>> declaredExceptions,
		SandboxPolicy policy, List<DependencyCoordinate> dependencies) {

	public SandboxedMethod {
		parameterTypes = List.copyOf(parameterTypes);
		dataFields = List.copyOf(dataFields);
		declaredExceptions = List.copyOf(declaredExceptions);
		dependencies = List.copyOf(dependencies);
	}

	/** Whether a type is streamed, as a parameter's or the result's. */
	static boolean isStreamed(JavaType type) {
		return type.getRawClass() == InputStream.class || type.getRawClass() == Resource.class;
	}

	boolean isResultStreamed() {
		return isStreamed(this.resultType);
	}

	/** Whether anything of it is streamed. */
	boolean isStreamed() {
		return isResultStreamed() || this.parameterTypes.stream().anyMatch(SandboxedMethod::isStreamed);
	}

	/** How messages name it. */
	String displayName() {
		return "Sandboxed method %s.%s".formatted(this.beanClass.getSimpleName(), this.method.getName());
	}

}
