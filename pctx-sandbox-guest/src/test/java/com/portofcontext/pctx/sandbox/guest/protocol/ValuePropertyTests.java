package com.portofcontext.pctx.sandbox.guest.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that generated values of many types, nested in each other, arrive as they were.
 */
@NullUnmarked
class ValuePropertyTests {

	private final CBORMapper mapper = ValueMapper.create();

	private final List<JavaType> types = List.of(this.mapper.constructType(new TypeReference<Tree>() {
	}), this.mapper.constructType(new TypeReference<List<Optional<Tree>>>() {
	}), this.mapper.constructType(new TypeReference<Map<LocalDate, List<Tree>>>() {
	}));

	@Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void arrivesAsItWas(@ForAll("trees") Tree tree) {
		Object[] values = { tree, List.of(Optional.of(tree), Optional.empty()),
				Map.of(LocalDate.EPOCH, List.of(tree)) };
		byte[] payload = new ValueWriter(this.mapper, this.types).write(values, 1 << 24);
		assertThat(new ValueReader(this.mapper, this.types).read(payload)).containsExactly(values);
	}

	@Property(tries = 1000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void refusesOrReadsButNeverFailsOtherwise(@ForAll byte[] payload) {
		try {
			new ValueReader(this.mapper, this.types).read(payload);
		}
		catch (ValueException ex) {
			assertThat(ex).hasMessageContaining("cannot be read");
		}
	}

	@Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void refusesOrReadsDamagedPayloads(@ForAll("trees") Tree tree, @ForAll int position, @ForAll byte damage) {
		List<JavaType> type = this.types.subList(0, 1);
		byte[] payload = new ValueWriter(this.mapper, type).write(new Object[] { tree }, 1 << 24);
		payload[Math.floorMod(position, payload.length)] = damage;
		try {
			assertThat(new ValueReader(this.mapper, type).read(payload)).hasSize(1);
		}
		catch (ValueException ex) {
			assertThat(ex).hasMessageContaining("cannot be read");
		}
	}

	@Provide
	Arbitrary<Tree> trees() {
		return trees(4);
	}

	private Arbitrary<Tree> trees(int depth) {
		return (depth == 0) ? leaves() : Arbitraries.oneOf(leaves(), branches(depth - 1), maps(depth - 1));
	}

	private Arbitrary<Tree> leaves() {
		return Arbitraries.oneOf(text().injectNull(0.1).map(Text::new),
				Arbitraries.bigDecimals().map((value) -> new Numbers(value, value.unscaledValue())),
				Arbitraries.doubles().map((value) -> new Reals(value, (float) (double) value)), times(),
				Arbitraries.of(Leaf.values()));
	}

	private Arbitrary<Tree> times() {
		return Combinators
			.combine(Arbitraries.longs().between(-62135596800L, 253402300799L),
					Arbitraries.integers().between(0, 999999999),
					Arbitraries.of("Europe/Berlin", "UTC", "Z", "+01:30", "America/New_York"))
			.as((second, nano, zone) -> {
				Instant instant = Instant.ofEpochSecond(second, nano);
				return new Time(instant, instant.atZone(ZoneId.of(zone)));
			});
	}

	private Arbitrary<Tree> branches(int depth) {
		return Combinators
			.combine(trees(depth).injectNull(0.2).list().ofMaxSize(3), trees(depth).optional(),
					Arbitraries.longs().injectNull(0.2))
			.as(Branch::new);
	}

	private Arbitrary<Tree> maps(int depth) {
		return Combinators
			.combine(Arbitraries.maps(text(), trees(depth).injectNull(0.2)).ofMaxSize(2),
					Arbitraries.maps(Arbitraries.of(Leaf.values()), trees(depth)).ofMaxSize(2))
			.as(Maps::new);
	}

	private Arbitrary<String> text() {
		return Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(20);
	}

	sealed interface Tree {

	}

	record Text(String value) implements Tree {
	}

	record Numbers(BigDecimal decimal, BigInteger integer) implements Tree {
	}

	record Reals(double wide, float narrow) implements Tree {
	}

	record Time(Instant instant, ZonedDateTime zoned) implements Tree {
	}

	enum Leaf implements Tree {

		GREEN, BROWN {

			@Override
			public String toString() {
				return "GREEN";
			}

		}

	}

	sealed interface Inner extends Tree {

	}

	record Branch(List<Tree> children, Optional<Tree> next, Long number) implements Inner {
	}

	record Maps(Map<String, Tree> byName, Map<Leaf, Tree> byLeaf) implements Inner {
	}

}
