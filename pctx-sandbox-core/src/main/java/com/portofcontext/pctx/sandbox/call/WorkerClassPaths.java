package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.classpath.ClassPath;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.guest.worker.WorkerMain;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The class path of a method's workers.
 *
 * @since 0.1.0
 */
public final class WorkerClassPaths {

	private final ClassPathResolver resolver;

	private final Function<List<DependencyCoordinate>, List<String>> dependencies;

	private final ValueModules modules;

	/**
	 * Create class paths.
	 * @param resolver puts them together
	 * @param dependencies has the blobs of each set of dependencies; asked only for
	 * methods that have some
	 * @param modules what values are carried with
	 */
	public WorkerClassPaths(ClassPathResolver resolver, Function<List<DependencyCoordinate>, List<String>> dependencies,
			ValueModules modules) {
		this.resolver = resolver;
		this.dependencies = dependencies;
		this.modules = modules;
	}

	ValueModules modules() {
		return this.modules;
	}

	ClassPath of(SandboxedMethod method) {
		Set<Class<?>> types = new LinkedHashSet<>();
		method.parameterTypes().forEach((type) -> addTypes(type, types));
		addTypes(method.resultType(), types);
		method.dataFields().forEach((field) -> addTypes(field.type(), types));
		List<Field> fields = method.dataFields().stream().map(DataField::field).toList();
		Set<Class<?>> travelling = new LinkedHashSet<>(types);
		travelling.addAll(this.modules.types());
		ClassPath classPath = this.resolver.resolve(runtime(), method.beanClass(), List.of(method.method()), fields,
				travelling, dependencies(method));
		if (classPath.hidden() > 0) {
			checkMapper(method, types);
		}
		return classPath;
	}

	/** Two mappers know nothing of each other's classes. */
	private void checkMapper(SandboxedMethod method, Set<Class<?>> types) {
		String bound = this.modules.isEmpty() ? new MapperBinding().find(types)
				: "pctx.sandbox.jackson.modules names modules";
		if (bound != null) {
			throw new SandboxDefinitionException(
					"%s was not called: its dependencies bring Jackson 3, so the worker's own is hidden from its code, but %s, which the worker's own would need. Leave tools.jackson out of 'dependencies', or have its values do with the annotations of com.fasterxml.jackson.annotation."
						.formatted(method.displayName(), bound));
		}
	}

	private List<String> dependencies(SandboxedMethod method) {
		return method.dependencies().isEmpty() ? List.of() : this.dependencies.apply(method.dependencies());
	}

	/** A class of each jar that a worker itself needs: not loaded before that. */
	private static List<Class<?>> runtime() {
		return List.of(WorkerMain.class, CBORMapper.class, ObjectMapper.class, JsonParser.class, JsonCreator.class);
	}

	private static void addTypes(JavaType type, Set<Class<?>> types) {
		types.add(type.getRawClass());
		for (int i = 0; i < type.containedTypeCount(); i++) {
			addTypes(type.containedType(i), types);
		}
		if (type.getContentType() != null) {
			addTypes(type.getContentType(), types);
		}
	}

	Optional<String> adviceForMissing(SandboxedMethod method, String className) {
		return this.resolver.adviceForMissing(method.beanClass(), className, dependencies(method));
	}

}
