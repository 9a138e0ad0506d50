package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types of methods, as they are carried.
 */
class MethodTypesTests {

	private final ValueTypes types = new ValueTypes(ValueModules.NONE);

	@Test
	void resolvesTypesThroughGenericSuperclassesAndBridges() throws Exception {
		MethodTypes methods = this.types.methodTypes();
		Method inherited = Base.class.getDeclaredMethod("inherited", Object.class);
		assertThat(methods.parameterTypes(Impl.class, inherited).get(0).toCanonical()).isEqualTo("java.lang.String");
		assertThat(methods.returnType(Impl.class, inherited).type().toCanonical())
			.isEqualTo("java.util.Map<java.lang.String,java.util.List<java.lang.Integer>>");
		Method bridge = Stream.of(Impl.class.getDeclaredMethods()).filter(Method::isBridge).findFirst().orElseThrow();
		assertThat(methods.parameterTypes(Impl.class, bridge).get(0).toCanonical()).isEqualTo("java.lang.String");
		assertThat(this.types.problems(Base.class, inherited)).hasSize(2)
			.allMatch((text) -> text.contains("type variable"));
		assertThat(this.types.problems(Impl.class, inherited)).isEmpty();
	}

	@Test
	void unwrapsFutures() throws Exception {
		assertFuture("future", "java.util.List<java.lang.String>");
		assertFuture("stage", "java.lang.String");
		assertFuture("completable", "java.lang.Void");
		MethodTypes.ReturnType nothing = this.types.methodTypes()
			.returnType(Futures.class, Futures.class.getDeclaredMethod("nothing"));
		assertThat(nothing.type().hasRawClass(void.class)).isTrue();
		assertThat(nothing.future()).isFalse();
	}

	private void assertFuture(String name, String type) throws Exception {
		Method method = Futures.class.getDeclaredMethod(name);
		MethodTypes.ReturnType returnType = this.types.methodTypes().returnType(Futures.class, method);
		assertThat(returnType.future()).isTrue();
		assertThat(returnType.type().toCanonical()).isEqualTo(type);
		assertThat(this.types.problems(Futures.class, method)).isEmpty();
	}

	interface Futures {

		Future<List<String>> future();

		CompletionStage<String> stage();

		CompletableFuture<Void> completable();

		void nothing();

	}

	abstract static class Base<T, R> {

		public Map<T, List<R>> inherited(T value) {
			throw new UnsupportedOperationException();
		}

		abstract void bridged(T value);

	}

	static class Impl extends Base<String, Integer> {

		@Override
		void bridged(String value) {
		}

	}

}
