package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;

import org.objectweb.asm.Type;

/**
 * One method of one class file.
 *
 * @param owner internal name of the declaring class
 * @param key its name and descriptor
 */
record MethodId(String owner, MethodKey key) {

	MethodId(String owner, String name, String descriptor) {
		this(owner, new MethodKey(name, descriptor));
	}

	/**
	 * What the JVM selects methods by.
	 */
	record MethodKey(String name, String descriptor) {

		static MethodKey of(Method method) {
			return new MethodKey(method.getName(), Type.getMethodDescriptor(method));
		}

		boolean isConstructor() {
			return this.name.equals("<init>");
		}

	}

}
