package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * One method of one class file. It is compared by hand, for a record's own comparison is
 * linked at run time, which takes an application's start as long as all that is compared.
 *
 * @param owner internal name of the declaring class
 * @param key its name and descriptor
 */
record MethodId(String owner, MethodKey key) {

	MethodId(String owner, String name, String descriptor) {
		this(owner, new MethodKey(name, descriptor));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MethodId method && this.owner.equals(method.owner) && this.key.equals(method.key);
	}

	@Override
	public int hashCode() {
		return 31 * this.owner.hashCode() + this.key.hashCode();
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

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof MethodKey key && this.name.equals(key.name)
					&& this.descriptor.equals(key.descriptor);
		}

		@Override
		public int hashCode() {
			return 31 * this.name.hashCode() + this.descriptor.hashCode();
		}

	}

}
