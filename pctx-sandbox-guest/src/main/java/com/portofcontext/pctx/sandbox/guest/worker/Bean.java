package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FieldSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import org.jspecify.annotations.Nullable;

/**
 * The bean beyond the wall: a new instance, made without its constructor (which would ask
 * for other beans), with the data fields of the one in the host.
 */
final class Bean {

	private final Class<?> type;

	private final Object instance;

	private final List<Field> fields;

	private Bean(Class<?> type, Object instance, List<Field> fields) {
		this.type = type;
		this.instance = instance;
		this.fields = fields;
	}

	static Bean of(MethodSpec spec) throws ReflectiveOperationException {
		Class<?> type = Class.forName(spec.beanClass());
		List<Field> fields = new ArrayList<>();
		for (FieldSpec field : spec.fields()) {
			Field found = Class.forName(field.owner()).getDeclaredField(field.name());
			found.setAccessible(true);
			fields.add(found);
		}
		return new Bean(type, allocate(type), fields);
	}

	/**
	 * Allocate as deserialization does. The factory is in every JDK, but javac warns of
	 * its name whatever one does, so it is looked up.
	 */
	private static Object allocate(Class<?> type) throws ReflectiveOperationException {
		Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
		Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
		Constructor<?> constructor = (Constructor<?>) factoryType
			.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
			.invoke(factory, type, Object.class.getConstructor());
		return constructor.newInstance();
	}

	/** Looking up one method by its type resolves nothing else of the class. */
	MethodHandle method(MethodSpec spec) throws ReflectiveOperationException {
		MethodType type = MethodType.fromMethodDescriptorString(spec.descriptor(), this.type.getClassLoader());
		MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(this.type, MethodHandles.lookup());
		return lookup.findVirtual(this.type, spec.name(), type).bindTo(this.instance);
	}

	/** Set the data fields, and keep what remains for the method. */
	List<@Nullable Object> arguments(@Nullable Object[] values) throws IllegalAccessException {
		for (int i = 0; i < this.fields.size(); i++) {
			this.fields.get(i).set(this.instance, values[i]);
		}
		List<@Nullable Object> arguments = new ArrayList<>();
		for (int i = this.fields.size(); i < values.length; i++) {
			arguments.add(values[i]);
		}
		return arguments;
	}

}
