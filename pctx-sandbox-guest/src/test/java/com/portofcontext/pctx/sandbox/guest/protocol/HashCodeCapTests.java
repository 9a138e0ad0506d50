package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.HashCodeCap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests sets and maps whose elements have the same hash code: how often elements are
 * compared is counted.
 */
@NullUnmarked
class HashCodeCapTests {

	private static final int MANY = 20 * HashCodeCap.MAX_EQUAL;

	private final RoundTrip trip = new RoundTrip();

	static List<TypeReference<?>> capped() {
		return List.of(new TypeReference<Set<Same>>() {
		}, new TypeReference<LinkedHashSet<Same>>() {
		}, new TypeReference<Map<Same, Integer>>() {
		}, new TypeReference<ConcurrentHashMap<Same, Integer>>() {
		}, new TypeReference<HashMap<Same, Same>>() {
		});
	}

	@ParameterizedTest
	@MethodSource("capped")
	void whenManyHashCodesAreEqualThenRefusesAfterFewComparisons(TypeReference<?> reference) {
		JavaType type = this.trip.type(reference);
		byte[] payload = write(type, MANY);
		Same.comparisons = 0;
		assertThatExceptionOfType(ValueException.class).isThrownBy(() -> this.trip.read(List.of(type), payload))
			.withMessageContainingAll("more than 1000", "same hash code", "hashCode()", "declare a list");
		assertThat(Same.comparisons).isLessThan(2 * HashCodeCap.MAX_EQUAL * HashCodeCap.MAX_EQUAL);
	}

	@ParameterizedTest
	@MethodSource("capped")
	void whenAsManyHashCodesAreEqualAsMayBeThenReads(TypeReference<?> reference) {
		JavaType type = this.trip.type(reference);
		assertThat(elements(this.trip.read(List.of(type), write(type, HashCodeCap.MAX_EQUAL))[0]))
			.hasSize(HashCodeCap.MAX_EQUAL);
	}

	@Test
	void whenOneElementComesManyTimesThenItIsInTheSetOnce() {
		byte[] payload = this.trip.write(List.of(listOfSame()), Collections.nCopies(MANY, new Same(1)));
		assertThat(this.trip.read(List.of(this.trip.type(new TypeReference<Set<Same>>() {
		})), payload)).containsExactly(Set.of(new Same(1)));
	}

	@Test
	void whenSetIsMergedIntoThenItIsCapped() {
		byte[] payload = this.trip.write(List.of(this.trip.type(new TypeReference<Map<String, List<Same>>>() {
		})), Map.of("elements", same(MANY)));
		assertThatExceptionOfType(ValueException.class)
			.isThrownBy(() -> this.trip.read(List.of(this.trip.type(Holder.class)), payload))
			.withMessageContaining("same hash code");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, MANY })
	void keepsOrderAndElementsOfOtherHashCodes(int size) {
		Set<Integer> set = IntStream.range(0, size)
			.mapToObj((i) -> size - i)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		Object read = this.trip.make(this.trip.type(new TypeReference<LinkedHashSet<Integer>>() {
		}), set);
		assertThat(read).isExactlyInstanceOf(LinkedHashSet.class);
		assertThat(new ArrayList<>((Set<?>) read)).isEqualTo(new ArrayList<>(set));
		Map<Integer, Integer> map = new LinkedHashMap<>();
		set.forEach((key) -> map.put(key, -key));
		read = this.trip.make(this.trip.type(new TypeReference<LinkedHashMap<Integer, Integer>>() {
		}), map);
		assertThat(read).isExactlyInstanceOf(LinkedHashMap.class);
		assertThat(new ArrayList<>(((Map<?, ?>) read).entrySet())).isEqualTo(new ArrayList<>(map.entrySet()));
	}

	@Test
	void keepsKeysWhoseValuesAreNull() {
		Map<Integer, Shy> map = new HashMap<>();
		map.put(1, null);
		map.put(2, new Shy("null"));
		Object read = this.trip.make(this.trip.type(new TypeReference<Map<Integer, Shy>>() {
		}), map);
		map.put(2, null);
		assertThat(read).isEqualTo(map);
	}

	@Test
	void keepsElementsAndValuesThatReferToOneAnother() {
		Named first = new Named();
		first.id = 1;
		Named second = new Named();
		second.id = 2;
		second.next = first;
		first.next = second;
		Map<?, ?> map = (Map<?, ?>) this.trip.make(this.trip.type(new TypeReference<Map<Integer, Named>>() {
		}), new LinkedHashMap<>(Map.of(1, first, 2, second)));
		assertThat(((Named) map.get(1)).next).isSameAs(map.get(2));
		Set<?> set = (Set<?>) this.trip.make(this.trip.type(new TypeReference<Set<Named>>() {
		}), new LinkedHashSet<>(List.of(first, second)));
		assertThat(set).hasSize(2).allMatch((element) -> set.contains(((Named) element).next));
	}

	/** A list of elements, or of keys and values, is written as a set or map would be. */
	private byte[] write(JavaType type, int size) {
		if (type.isCollectionLikeType()) {
			return this.trip.write(List.of(listOfSame()), same(size));
		}
		Type values = Map.class;
		return this.trip.write(List.of(this.trip.type(values)),
				same(size).stream()
					.collect(Collectors.toMap(Same::text,
							(same) -> type.getContentType().hasRawClass(Same.class) ? same.text() : 1)));
	}

	private JavaType listOfSame() {
		return this.trip.type(new TypeReference<List<Same>>() {
		});
	}

	private static List<Same> same(int size) {
		return IntStream.range(0, size).mapToObj(Same::new).toList();
	}

	private static Iterable<?> elements(Object container) {
		return (container instanceof Map<?, ?> map) ? map.keySet() : (Iterable<?>) container;
	}

	static final class Same {

		private static int comparisons;

		private final int number;

		Same(int number) {
			this.number = number;
		}

		@JsonCreator
		static Same of(String text) {
			return new Same(Integer.parseInt(text));
		}

		@JsonValue
		String text() {
			return Integer.toString(this.number);
		}

		@Override
		public boolean equals(Object other) {
			comparisons++;
			return other instanceof Same same && same.number == this.number;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	static final class Holder {

		@JsonMerge
		public Set<Same> elements = new LinkedHashSet<>();

	}

	@JsonDeserialize(using = ShyDeserializer.class)
	record Shy(String text) {

		@JsonValue
		@Override
		public String text() {
			return this.text;
		}

	}

	static final class ShyDeserializer extends StdDeserializer<Shy> {

		ShyDeserializer() {
			super(Shy.class);
		}

		@Override
		public Shy deserialize(JsonParser parser, DeserializationContext context) {
			return null;
		}

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
	static final class Named {

		public int id;

		public Named next;

	}

}
