package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZonedDateTime;
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

/**
 * Types that travel.
 */
class AcceptedTypesTests {

	private final ValueTypes types = new ValueTypes(ValueModules.NONE);

	@ParameterizedTest
	@MethodSource
	void acceptsWhatTravels(Method method) {
		assertThat(this.types.problems(Accepted.class, method)).isEmpty();
	}

	static Stream<Method> acceptsWhatTravels() {
		return Stream.of(Accepted.class.getDeclaredMethods());
	}

	@Test
	void tellsDataFromOthers() {
		assertThat(this.types.problem("field", type(int.class))).isNull();
		assertThat(this.types.problem("field", type(Node.class))).isNull();
		assertThat(this.types.problem("field", type(Runnable.class))).isNotNull();
		assertThat(this.types.problem("field", type(org.slf4j.Logger.class))).isNotNull();
	}

	private JavaType type(Class<?> type) {
		return ValueMapper.create().constructType(type);
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

	enum Level {

		LOW, HIGH {

		}

	}

	record Node(String name, List<Node> children, Optional<Node> next) {
	}

	record Tree<T>(T value, List<Tree<T>> children) {
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

}
