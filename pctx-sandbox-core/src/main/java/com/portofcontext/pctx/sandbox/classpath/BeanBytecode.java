package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.portofcontext.pctx.sandbox.classpath.Instructions.FieldAccess;
import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;

/**
 * What the byte code of a bean class says about its sandboxed methods.
 *
 * @since 0.1.0
 */
public final class BeanBytecode {

	private final ClassFamily family;

	private final CallGraph graph;

	private final List<MethodKey> sandboxed;

	private BeanBytecode(ClassFamily family, CallGraph graph, List<MethodKey> sandboxed) {
		this.family = family;
		this.graph = graph;
		this.sandboxed = sandboxed;
	}

	/**
	 * Read the byte code of a bean class, its superclasses and their nested classes.
	 * @param beanClass the user's class, no proxy
	 * @param sandboxedMethods its sandboxed methods
	 * @return what the byte code says
	 */
	public static BeanBytecode of(Class<?> beanClass, Collection<Method> sandboxedMethods) {
		ClassFamily family = new ClassFamily(beanClass);
		List<MethodKey> keys = new ArrayList<>();
		for (Method method : sandboxedMethods) {
			keys.add(MethodKey.of(method));
		}
		return new BeanBytecode(family, new CallGraph(family), keys);
	}

	/**
	 * Look at one of the sandboxed methods alone, without reading the byte code again.
	 * @param sandboxedMethod the method
	 * @return what the byte code says about it
	 */
	public BeanBytecode of(Method sandboxedMethod) {
		return new BeanBytecode(this.family, this.graph, List.of(MethodKey.of(sandboxedMethod)));
	}

	/**
	 * Find the calls that would run a sandboxed method in the host.
	 * @return the self-calls, in the order of the class files
	 */
	public List<SelfCall> selfCalls() {
		return new SelfCallFinder(this.family, this.graph, this.sandboxed).find();
	}

	/**
	 * Find the instance fields that the sandboxed methods read, also through methods and
	 * nested classes of the same class and its superclasses.
	 * @return the field reads, nearest first
	 */
	public List<FieldRead> fieldReads() {
		return new FieldReadFinder(this.family, this.graph).find(this.sandboxed, FieldAccess::isInstanceRead);
	}

	/**
	 * Find the static fields of the class and its superclasses that the sandboxed methods
	 * read in the same ways.
	 * @return the field reads, nearest first
	 */
	public List<FieldRead> staticFieldReads() {
		return new FieldReadFinder(this.family, this.graph).find(this.sandboxed, FieldAccess::isStaticRead);
	}

}
