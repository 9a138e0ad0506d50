package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.util.function.SingletonSupplier;

/**
 * Tells at start-up whether types can be carried beyond the wall and back, by looking at
 * all they are made of with the very mapper that carries them.
 * <p>
 * {@code Object} can be carried: as a tree of maps, lists, text, numbers, booleans and
 * {@code null}, whatever the values were before.
 *
 * @since 0.1.0
 */
public final class ValueTypes {

	private final TypeFactory typeFactory = TypeFactory.createDefaultInstance();

	private final MethodTypes methodTypes = new MethodTypes(this.typeFactory);

	private final ValueModules modules;

	/** Made when a type is not plain: to load it takes longer than all else here. */
	private final Supplier<Mappers> mappers;

	/**
	 * Create types.
	 * @param modules what values are carried with
	 */
	public ValueTypes(ValueModules modules) {
		this.modules = modules;
		this.mappers = SingletonSupplier.of(() -> new Mappers(modules));
	}

	/**
	 * Return the types of methods as they are carried.
	 * @return the types
	 */
	public MethodTypes methodTypes() {
		return this.methodTypes;
	}

	/**
	 * Say why a type cannot be carried.
	 * @param role what it is the type of, for the start of the reason
	 * @param type the type
	 * @return the reason, such as {@code parameter 0 (List<Foo>) → Foo.bar:
	 * java.io.InputStream cannot travel: …}, or {@code null} if it can be carried
	 */
	public @Nullable String problem(String role, JavaType type) {
		return problem(role, type, (contained) -> false);
	}

	/**
	 * Say why a type cannot be carried out of a bean.
	 * @param role what it is the type of, for the start of the reason
	 * @param type the type
	 * @param isBean tells the classes of beans, which stay behind
	 * @return the reason, or {@code null} if it can be carried
	 */
	public @Nullable String problem(String role, JavaType type, Predicate<Class<?>> isBean) {
		if (this.modules.isEmpty() && new PlainTypes(this.typeFactory, isBean).contains(type)) {
			return null;
		}
		Mappers mappers = this.mappers.get();
		return new ValueTypeWalk(mappers.strict, mappers.lenient, isBean,
				role + " (" + ValueTypeWalk.describe(type) + ")")
			.walk(type);
	}

	/**
	 * Say why the parameters and the result of a method cannot be carried.
	 * @param beanClass the class of the bean
	 * @param method its method
	 * @return the reasons, or none
	 */
	public List<String> problems(Class<?> beanClass, Method method) {
		List<String> problems = new ArrayList<>();
		Type[] parameters = this.methodTypes.genericParameterTypes(method);
		for (int i = 0; i < parameters.length; i++) {
			addProblem("parameter " + i, beanClass, parameters[i], problems);
		}
		addProblem("result", beanClass, this.methodTypes.genericReturnType(method), problems);
		return problems;
	}

	private void addProblem(String role, Class<?> beanClass, Type type, List<String> problems) {
		boolean result = role.equals("result");
		if (result && MethodTypes.isFuture(type) && type instanceof Class<?>) {
			problems.add("result (%s): it does not say of what: declare %1$s<T>"
				.formatted(((Class<?>) type).getSimpleName()));
			return;
		}
		String variable = MethodTypes.unresolvedVariable(beanClass, type);
		if (variable != null) {
			problems.add("%s (%s): the type variable %s is not known here: declare a concrete type".formatted(role,
					type.getTypeName(), variable));
			return;
		}
		JavaType resolved = result ? this.methodTypes.returnType(beanClass, type).type()
				: this.methodTypes.resolve(beanClass, type);
		String problem = SandboxedMethod.isStreamed(resolved) ? null : problem(role, resolved);
		if (problem != null) {
			problems.add(problem);
		}
	}

	/**
	 * A class of its own, so that to refer to it loads nothing of Jackson.
	 */
	private static final class Mappers {

		private final CBORMapper strict;

		private final CBORMapper lenient;

		Mappers(ValueModules modules) {
			this.strict = modules.mapper();
			this.lenient = this.strict.rebuild().disable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS).build();
		}

	}

}
