package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;
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

	private BeanBytecode(ClassFamily family, List<MethodKey> sandboxed) {
		this.family = family;
		this.graph = new CallGraph(family);
		this.sandboxed = sandboxed;
	}

	/**
	 * Read the byte code of a bean class, its superclasses and their nested classes.
	 * @param beanClass the user's class, no proxy
	 * @param sandboxedMethods its sandboxed methods
	 * @return what the byte code says
	 */
	public static BeanBytecode of(Class<?> beanClass, Collection<Method> sandboxedMethods) {
		return new BeanBytecode(new ClassFamily(beanClass), sandboxedMethods.stream().map(MethodKey::of).toList());
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
