package com.portofcontext.pctx.sandbox.call;

import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.util.ClassUtils;

/**
 * The Jackson modules of the application's that values are carried with, on both sides.
 *
 * @since 0.1.0
 */
public final class ValueModules {

	/** No modules. */
	public static final ValueModules NONE = new ValueModules(List.of());

	private static final String PROPERTY = "pctx.sandbox.jackson.modules";

	private final List<JacksonModule> modules;

	private ValueModules(List<JacksonModule> modules) {
		this.modules = List.copyOf(modules);
	}

	/**
	 * Make the modules that the property {@code pctx.sandbox.jackson.modules} names.
	 * @param names the names of their classes
	 * @param classLoader finds the classes, or {@code null} for the thread's
	 * @return the modules
	 * @throws SandboxDefinitionException if one of them cannot be used
	 */
	public static ValueModules of(List<String> names, @Nullable ClassLoader classLoader) {
		if (names.isEmpty()) {
			return NONE;
		}
		List<JacksonModule> modules = new ArrayList<>();
		for (String name : names) {
			modules.add(module(name.strip(), classLoader));
			verify(name, modules);
		}
		return new ValueModules(modules);
	}

	private static JacksonModule module(String name, @Nullable ClassLoader classLoader) {
		Class<?> type;
		try {
			type = ClassUtils.forName(name, classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw refused(name, "it cannot be loaded (%s): name a class that the application has".formatted(ex), ex);
		}
		if (!JacksonModule.class.isAssignableFrom(type)) {
			throw refused(name, "it is no " + JacksonModule.class.getName()
					+ ": name a module, of Jackson 3, that has what is needed", null);
		}
		try {
			return (JacksonModule) type.getConstructor().newInstance();
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			throw refused(name,
					"it cannot be made (%s): it must be a public class with a public constructor without parameters"
						.formatted(ex),
					ex);
		}
	}

	private static void verify(String name, List<JacksonModule> modules) {
		try {
			ValueMapper.create(modules);
		}
		catch (RuntimeException | LinkageError ex) {
			throw refused(name,
					"it cannot be added to the mapper (%s): take the version of it that fits the application's Jackson"
						.formatted(ex),
					ex);
		}
	}

	private static SandboxDefinitionException refused(String name, String reason, @Nullable Throwable cause) {
		return new SandboxDefinitionException(
				"'%s' names '%s', and %s, or remove it.".formatted(PROPERTY, name, reason), cause);
	}

	boolean isEmpty() {
		return this.modules.isEmpty();
	}

	/** What has to travel for them. */
	List<Class<?>> types() {
		List<Class<?>> types = new ArrayList<>();
		this.modules.forEach((module) -> types.add(module.getClass()));
		return types;
	}

	List<String> names() {
		return types().stream().<String>map(Class::getName).toList();
	}

	/** Make a mapper with them. */
	CBORMapper mapper() {
		return ValueMapper.create(this.modules);
	}

}
