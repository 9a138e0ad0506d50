package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;

/**
 * What the byte code of a bean class says about its sandboxed methods.
 *
 * @since 0.1.0
 */
public final class BeanBytecode {

	private final List<SelfCall> selfCalls;

	private final List<FieldRead> fieldReads;

	private BeanBytecode(List<SelfCall> selfCalls, List<FieldRead> fieldReads) {
		this.selfCalls = List.copyOf(selfCalls);
		this.fieldReads = List.copyOf(fieldReads);
	}

	/**
	 * Read the byte code of a bean class, its superclasses and their nested classes.
	 * @param beanClass the user's class, no proxy
	 * @param sandboxedMethods its sandboxed methods
	 * @return what the byte code says
	 */
	public static BeanBytecode of(Class<?> beanClass, Collection<Method> sandboxedMethods) {
		ClassFamily family = new ClassFamily(beanClass);
		CallGraph graph = new CallGraph(family);
		List<MethodKey> sandboxed = sandboxedMethods.stream().map(MethodKey::of).toList();
		return new BeanBytecode(new SelfCallFinder(family, graph, sandboxed).find(),
				new FieldReadFinder(family, graph).find(sandboxed));
	}

	/**
	 * Return the calls that would run a sandboxed method in the host.
	 * @return the self-calls, in the order of the class files
	 */
	public List<SelfCall> selfCalls() {
		return this.selfCalls;
	}

	/**
	 * Return the instance fields that the sandboxed methods read, also through methods
	 * and nested classes of the same class and its superclasses.
	 * @return the field reads, in the order of the class files
	 */
	public List<FieldRead> fieldReads() {
		return this.fieldReads;
	}

}
