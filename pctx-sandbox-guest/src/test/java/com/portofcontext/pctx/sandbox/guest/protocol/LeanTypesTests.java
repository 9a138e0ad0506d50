package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Month;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodecs;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which types the lean codec leaves to Jackson, with all that contains them: those that
 * say something to it, and those that are not of the closed set.
 */
@NullUnmarked
class LeanTypesTests {

	private final CBORMapper mapper = ValueMapper.create();

	static Stream<Type> left() {
		return Stream.of(OnType.class, OnComponent.class, OnMethod.class, OnConstructor.class, OnParameter.class,
				OnFactory.class, ByMeta.class, ByInterface.class, ByGrandparent.class, OnConstant.class, OnBody.class,
				Named.class, Base.class, Renamed.class, HalfOpen.class, Generic.class, Bean.class, Mapped.class,
				Number.class, Locale.class, Month.class, char[].class, List.class, HashMap.class, Iterable.class,
				new TypeReference<List<? extends Number>>() {
				}.getType(), new TypeReference<Map<BigDecimal, String>>() {
				}.getType(), new TypeReference<EnumMap<OnConstant, String>>() {
				}.getType(), Map.Entry.class);
	}

	@ParameterizedTest
	@MethodSource("left")
	void whenTypeIsOutsideOfTheSetThenItIsLeftToJackson(Type type) throws Exception {
		assertThat(codec(this.mapper.constructType(type))).isNull();
	}

	@ParameterizedTest
	@MethodSource("left")
	void whenTypeContainsOneOutsideOfTheSetThenItIsLeftToJackson(Type type) throws Exception {
		JavaType left = this.mapper.constructType(type);
		assertThat(codec(this.mapper.getTypeFactory().constructParametricType(Optional.class, left))).isNull();
		assertThat(codec(this.mapper.getTypeFactory().constructParametricType(Box.class, left))).isNull();
		assertThat(codec(this.mapper.getTypeFactory().constructMapType(Map.class, String.class, left.getRawClass())))
			.isNull();
	}

	static Stream<Class<?>> lean() {
		return Stream.of(Deprecation.class, Checked.class, Parent.class, Open.class, Bodies.class);
	}

	@ParameterizedTest
	@MethodSource("lean")
	void whenAnnotationsAreNotJacksonsThenTypeIsLean(Class<?> type) throws Exception {
		assertThat(codec(this.mapper.constructType(type))).isNotNull();
	}

	private static LeanCodec codec(JavaType type) throws ClassNotFoundException {
		return new LeanCodecs(LeanTypesTests.class.getClassLoader()).of(List.of(TypeNames.of(type)));
	}

	record Box<T>(String name, T content) {
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record OnType(String firstName) {
	}

	record OnComponent(@JsonProperty("other") String text) {
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

	}

	record OnParameter(String text) {

		OnParameter(@JsonProperty("number") int number) {
			this(Integer.toString(number));
		}

	}

	record OnFactory(String text) {

		@JsonCreator
		static OnFactory of(String text) {
			return new OnFactory(text);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@JacksonAnnotationsInside
	@JsonProperty("other")
	@interface Other {

	}

	record ByMeta(@Other String text) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	interface Spoken {

	}

	interface Child extends Spoken {

	}

	record ByInterface(String text) implements Spoken {
	}

	record ByGrandparent(String text) implements Child {
	}

	enum OnConstant {

		@JsonProperty("first")
		FIRST

	}

	enum OnBody {

		FIRST {

			@JsonValue
			int number() {
				return 1;
			}

		}

	}

	enum Named {

		FIRST;

		@JsonValue
		int number() {
			return 1;
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Base permits One {

	}

	record One(String text) implements Base {
	}

	sealed interface Renamed permits Two {

	}

	@JsonTypeName("two")
	record Two(String text) implements Renamed {
	}

	sealed interface HalfOpen permits Three, Four {

	}

	record Three(String text) implements HalfOpen {
	}

	static non-sealed class Four implements HalfOpen {

	}

	sealed interface Generic<T> permits Five {

	}

	record Five<T>(T value) implements Generic<T> {
	}

	static class Bean {

		public String text;

	}

	record Mapped(String text) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

	}

	@Deprecated
	record Deprecation(String text) {
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface NotBlank {

	}

	record Checked(@NotBlank String text) {

		Checked {
			text = text.strip();
		}

		Checked(int number) {
			this(Integer.toString(number));
		}

		@NotBlank
		String getDouble() {
			return this.text + this.text;
		}

	}

	sealed interface Parent permits Middle, Leaf {

	}

	sealed interface Middle extends Parent permits Open {

	}

	record Open(Parent next, List<Middle> more) implements Middle, Comparable<Open> {

		@Override
		public int compareTo(Open other) {
			return 0;
		}

	}

	enum Leaf implements Parent {

		FIRST

	}

	enum Bodies {

		FIRST {
		}

	}

}
