package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FieldSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import org.jspecify.annotations.Nullable;

/**
 * The bean beyond the wall: a new instance, made without its constructor (which would ask
 * for other beans), with the data fields of the one in the host.
 */
final class Bean {

	private final Constructor<?> allocator;

	private final Object instance;

	private final List<Field> fields;

	private Bean(Constructor<?> allocator, List<Field> fields) throws ReflectiveOperationException {
		this.allocator = allocator;
		this.instance = allocator.newInstance();
		this.fields = fields;
	}

	static Bean of(MethodSpec spec) throws ReflectiveOperationException {
		// Opens the class path, which stays closed where all classes come from an
		// archive.
		ClassLoader.getSystemResource(spec.beanClass().replace('.', '/') + ".class");
		Class<?> type = Class.forName(spec.beanClass());
		List<Field> fields = new ArrayList<>();
		for (FieldSpec field : spec.fields()) {
			Field found = Class.forName(field.owner()).getDeclaredField(field.name());
			found.setAccessible(true);
			fields.add(found);
		}
		return new Bean(allocator(type), fields);
	}

	/** Another instance, in which no call has left anything. */
	Bean anew() throws ReflectiveOperationException {
		return new Bean(this.allocator, this.fields);
	}

	/**
	 * Allocate as deserialization does. The factory is in every JDK, but javac warns of
	 * its name whatever one does, so it is looked up.
	 */
	private static Constructor<?> allocator(Class<?> type) throws ReflectiveOperationException {
		Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
		Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
		return (Constructor<?>) factoryType.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
			.invoke(factory, type, Object.class.getConstructor());
	}

	/** Reflection is the cheapest way to make exactly one call. */
	Method method(MethodSpec spec) throws ReflectiveOperationException {
		Class<?> bean = this.instance.getClass();
		MethodType type = MethodType.fromMethodDescriptorString(spec.descriptor(), bean.getClassLoader());
		for (Class<?> declaring = bean; declaring != null; declaring = declaring.getSuperclass()) {
			for (Method method : declaring.getDeclaredMethods()) {
				if (method.getName().equals(spec.name()) && method.getReturnType() == type.returnType()
						&& List.of(method.getParameterTypes()).equals(type.parameterList())) {
					method.setAccessible(true);
					return method;
				}
			}
		}
		throw new NoSuchMethodException(spec.displayName() + spec.descriptor());
	}

	@Nullable Object invoke(Method method, @Nullable Object[] values) throws Throwable {
		try {
			return method.invoke(this.instance, arguments(values));
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

	/** Set the data fields, and keep what remains for the method. */
	private @Nullable Object[] arguments(@Nullable Object[] values) throws IllegalAccessException {
		for (int i = 0; i < this.fields.size(); i++) {
			this.fields.get(i).set(this.instance, values[i]);
		}
		return Arrays.copyOfRange(values, this.fields.size(), values.length);
	}

}
