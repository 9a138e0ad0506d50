package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.annotation.JsonDeserialize;

import static org.assertj.core.api.Assertions.assertThat;

class ValueTypesTests {

	private final ValueTypes types = new ValueTypes(ValueMapper.create());

	@ParameterizedTest
	@MethodSource
	void acceptsWhatTravels(Method method) {
		assertThat(this.types.problems(Accepted.class, method)).isEmpty();
	}

	static Stream<Method> acceptsWhatTravels() {
		return Stream.of(Accepted.class.getDeclaredMethods());
	}

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

	@Test
	void tellsDataFromOthers() {
		assertThat(this.types.problem("field", type(int.class))).isNull();
		assertThat(this.types.problem("field", type(Node.class))).isNull();
		assertThat(this.types.problem("field", type(Runnable.class))).isNotNull();
		assertThat(this.types.problem("field", type(org.slf4j.Logger.class))).isNotNull();
	}

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

	private JavaType type(Class<?> type) {
		return ValueMapper.create().constructType(type);
	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@interface Reason {

		String value();

		String path() default "parameter 0 (";

	}

	interface Accepted {

		int primitives(boolean a, byte b, char c, double d, int[][] e);

		List<Optional<ZonedDateTime>> containers(Map<UUID, Set<BigDecimal>> a, Collection<Path> b,
				SortedMap<Locale, byte[]> c);

		Object trees(Object a, List<?> b, Map<String, Object> c);

		Node recursive(Node a, Tree<Node> b);

		Shape sealed(Shape a, List<? extends Shape> b, Map<Level, Shape[]> c);

		Money immutable(Money a, Bean b, OptionalInt c, EnumSet<Level> d, Email e);

		Animal annotated(Animal a, ByInterface b, Map<Email, Integer> c);

		Void nothing(Number a, CharSequence b, Computed c, Nothing d, Iterable<String> e);

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

	enum Level {

		LOW, HIGH {

		}

	}

	record Node(String name, List<Node> children, Optional<Node> next) {
	}

	record Tree<T>(T value, List<Tree<T>> children) {
	}

	record Outer(Holder inner) {
	}

	record Holder(int a, InputStream stream) {
	}

	record Nothing() {
	}

	record Computed(int a) {
		public Stream<String> getStream() {
			return Stream.empty();
		}
	}

	sealed interface Shape permits Circle, Group, Level2 {

	}

	record Circle(double radius) implements Shape {
	}

	record Group(List<Shape> shapes) implements Shape {
	}

	enum Level2 implements Shape {

		A

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

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Dog.class))
	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	@JsonDeserialize(as = Implementation.class)
	interface ByInterface {

		String name();

	}

	record Implementation(@JsonProperty String name) implements ByInterface {
	}

	record Email(@JsonValue String text) {
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Email {
		}
	}

	record SilentKey(String text) {
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		SilentKey {
		}
	}

	static class Money {

		private final BigDecimal amount;

		public Money(BigDecimal amount) {
			this.amount = amount;
		}

		public BigDecimal getAmount() {
			return this.amount;
		}

	}

	static class Bean {

		private String name = "";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
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
