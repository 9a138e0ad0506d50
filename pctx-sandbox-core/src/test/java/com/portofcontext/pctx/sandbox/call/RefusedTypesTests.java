package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types that do not travel, each with its reason.
 */
class RefusedTypesTests {

	private final ValueTypes types = new ValueTypes(ValueModules.NONE);

	@ParameterizedTest
	@MethodSource
	void refusesWithTheReason(Method method) {
		Reason reason = method.getAnnotation(Reason.class);
		assertThat(this.types.problems(Refused.class, method)).singleElement()
			.asString()
			.startsWith(reason.path())
			.contains(reason.value());
	}

	static Stream<Method> refusesWithTheReason() {
		return Stream.of(Refused.class.getDeclaredMethods());
	}

	@Test
	void reportsEveryParameterAndTheResult() throws Exception {
		Method method = Several.class.getDeclaredMethod("several", InputStream.class, int.class, Thread.class);
		assertThat(this.types.problems(Several.class, method)).hasSize(3)
			.anyMatch((problem) -> problem.startsWith("parameter 0 "))
			.anyMatch((problem) -> problem.startsWith("parameter 2 "))
			.anyMatch((problem) -> problem.startsWith("result "));
	}

	@Test
	void namesThePath() throws Exception {
		assertThat(this.types.problems(Refused.class, Refused.class.getDeclaredMethod("deep", List.class)))
			.containsExactly("parameter 0 (List<Outer>) → Outer.inner → Holder.stream: java.io.InputStream cannot "
					+ "travel: it is an open resource: send its content as byte[] or String");
	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@interface Reason {

		String value();

		String path() default "parameter 0 (";

	}

	@SuppressWarnings("rawtypes")
	interface Refused {

		@Reason("open resource")
		void stream(InputStream a);

		@Reason(value = "java.io.InputStream cannot travel", path = "parameter 0 (Holder) → Holder.stream: ")
		void holder(Holder a);

		@Reason(value = "open resource", path = "parameter 0 (List<Outer>) → Outer.inner → Holder.stream")
		void deep(List<Outer> a);

		@Reason("open resource")
		void reader(java.io.Reader[] a);

		@Reason("send its name")
		void type(Class<?> a);

		@Reason("throws clause")
		void throwable(Optional<IllegalStateException> a);

		@Reason("belongs to this process")
		void thread(Thread a);

		@Reason("only once")
		void elements(Stream<String> a);

		@Reason("only once")
		void iterator(java.util.Iterator<String> a);

		@Reason("not data")
		void code(Supplier<String> a);

		@Reason("still pending")
		void publisher(Flow.Publisher<String> a);

		@Reason("still pending")
		void argument(CompletableFuture<String> a);

		@Reason(value = "still pending", path = "result (")
		CompletableFuture<Future<String>> nested();

		@Reason(value = "of what", path = "result (")
		Future raw();

		@Reason("an interface whose subclasses are not known")
		void open(Open a);

		@Reason("an abstract class whose subclasses are not known")
		void openClass(OpenClass a);

		@Reason("an interface whose subclasses are not known")
		void leak(Leaking a);

		@Reason("choose a class by name")
		void byClassName(ByClassName a);

		@Reason("choose a class by name")
		void byMinimalClassName(ByMinimalClassName a);

		@Reason(value = "choose a class by name", path = "parameter 0 (ByProperty) → ByProperty.any")
		void byProperty(ByProperty a);

		@Reason("nothing reads this one from text")
		void key(Map<Node, String> a);

		@Reason("nothing writes this one as text")
		void silentKey(Map<SilentKey, String> a);

		@Reason("send its name")
		void classKey(Map<Class<?>, String> a);

		@Reason("nothing can create it")
		void uncreatable(Uncreatable a);

		@Reason("inner class")
		void inner(Inner a);

		@Reason("can be read but not set again")
		void lost(Lost a);

		@Reason("none of its fields can be read")
		void opaque(Opaque a);

		@Reason("type variable T")
		<T> void variable(List<T[]> a);

		@Reason("no form that could be read back")
		void jdkBean(BitSet a);

		@Reason("lose")
		void calendar(java.util.Calendar a);

		@Reason("flags")
		void pattern(java.util.regex.Pattern a);

		@Reason("look a name up")
		void address(java.net.InetAddress a);

		@Reason("java.net.URI")
		void url(Set<java.net.URL> a);

		@Reason("says nothing")
		void serializable(java.io.Serializable a);

		@Reason("open resource")
		void wildcard(List<? extends InputStream> a);

		@Reason("none of its subclasses is named")
		void unnamed(Unnamed a);

	}

	interface Several {

		Stream<String> several(InputStream a, int b, Thread c);

	}

	record Node(String name, List<Node> children, Optional<Node> next) {
	}

	record Outer(Holder inner) {
	}

	record Holder(int a, InputStream stream) {
	}

	sealed interface Leaking permits Hole {

	}

	non-sealed interface Hole extends Leaking {

	}

	interface Open {

	}

	abstract static class OpenClass {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface ByClassName {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	static class ByMinimalClassName {

	}

	record ByProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object any) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	interface Unnamed {

	}

	record SilentKey(String text) {
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		SilentKey {
		}
	}

	static class Uncreatable {

		private final int a;

		private final int b;

		Uncreatable(int a, int b) {
			this.a = a;
			this.b = b;
		}

		public int sum() {
			return this.a + this.b;
		}

		public int publicField;

	}

	class Inner {

		public int a;

	}

	static class Lost {

		private final List<String> items = new ArrayList<>();

		public List<String> getItems() {
			return this.items;
		}

	}

	static class Opaque {

		private int hidden = 1;

		int hidden() {
			return this.hidden;
		}

	}

}
