package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types that are accepted without asking Jackson, and those that are not.
 */
class PlainTypesTests {

	private final TypeFactory typeFactory = TypeFactory.createDefaultInstance();

	@ParameterizedTest
	@MethodSource
	void whatIsPlainIsWhatJacksonCarries(Method method) {
		CBORMapper mapper = ValueMapper.create();
		CBORMapper lenient = mapper.rebuild().disable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS).build();
		for (JavaType type : types(method)) {
			assertThat(isPlain(type)).as(type.toCanonical()).isTrue();
			assertThat(new ValueTypeWalk(mapper, lenient, (raw) -> false, "value").walk(type)).isNull();
		}
	}

	static Stream<Method> whatIsPlainIsWhatJacksonCarries() {
		return Stream.of(Plain.class.getDeclaredMethods());
	}

	@ParameterizedTest
	@MethodSource
	void whatJacksonMustBeAskedIsNotPlain(Method method) {
		for (JavaType type : types(method)) {
			assertThat(isPlain(type)).as(type.toCanonical()).isFalse();
		}
	}

	static Stream<Method> whatJacksonMustBeAskedIsNotPlain() {
		return Stream.of(NotPlain.class.getDeclaredMethods());
	}

	@Test
	void beanIsNotPlain() {
		JavaType type = this.typeFactory.constructType(Order.class);
		assertThat(new PlainTypes(this.typeFactory, (raw) -> raw == Line.class).contains(type)).isFalse();
	}

	private boolean isPlain(JavaType type) {
		return new PlainTypes(this.typeFactory, (raw) -> false).contains(type);
	}

	private List<JavaType> types(Method method) {
		return Arrays.stream(method.getGenericParameterTypes()).map(this.typeFactory::constructType).toList();
	}

	interface Plain {

		void values(boolean a, int b, Double c, String d, UUID e, BigDecimal f, ZonedDateTime g, Void h);

		void containers(List<String> a, Map<LocalDate, Set<Instant>> b, Optional<Long> c, byte[] d, String[][] e,
				Map<Level, List<Level>> f);

		void records(Order a, List<Order> b, Node c, Private d, Empty e);

	}

	interface NotPlain {

		void jdk(Object a, InputStream b, Iterable<String> c, Map<BigDecimal, String> d, List<?> e, Number f,
				Map<Line, String> g);

		void classes(Bean a, Generic<String> b, List<Bean> c, Map<String, Bean[]> d);

		void annotated(OnType a, OnComponent b, OnMethod c, OnConstructor d, Named e, Map<Named, String> f);

		void below(Implementation a, Other b, Sided c);

		void inside(Holder a, Node2 b, Generic2 c);

	}

	enum Level {

		LOW, HIGH {
		}

	}

	record Line(int number, Level level) implements Comparable<Line> {

		@Override
		public int compareTo(Line other) {
			return Integer.compare(this.number, other.number);
		}

		int getDouble() {
			return 2 * this.number;
		}

	}

	record Order(String name, List<Line> lines, Map<String, Optional<Line>> byName) {
	}

	record Node(Node next, List<Node> children) {
	}

	private record Private(String text) {

		private Private {
			text = text.strip();
		}

	}

	record Empty() {
	}

	static class Bean {

	}

	record Generic<T>(T value) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	record OnType(String text) {
	}

	record OnComponent(@JsonProperty(access = JsonProperty.Access.READ_ONLY) String text) {
	}

	record OnMethod(String text) {

		@JsonIgnore
		@Override
		public String text() {
			return this.text;
		}

	}

	record OnConstructor(String text) {

		@JsonCreator
		OnConstructor {
		}

		OnConstructor(int number) {
			this(Integer.toString(number));
		}

	}

	enum Named {

		A;

		@JsonValue
		int number() {
			return 1;
		}

	}

	sealed interface Side permits Implementation, Other, Sided {

	}

	record Implementation(String text) implements Side {
	}

	record Other(String text, Side side) implements Side {
	}

	enum Sided implements Side {

		LEFT

	}

	record Holder(List<Map<String, InputStream>> streams) {
	}

	record Node2(Node2 next, Bean bean) {
	}

	record Generic2(Generic<String> generic) {
	}

}
