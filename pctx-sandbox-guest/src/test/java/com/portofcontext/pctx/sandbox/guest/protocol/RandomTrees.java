package com.portofcontext.pctx.sandbox.guest.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes values of many types, nested in each other.
 */
final class RandomTrees {

	private static final int MAX_DEPTH = 4;

	private static final int MAX_TEXT = 20;

	private static final List<String> ZONES = List.of("Europe/Berlin", "UTC", "Z", "+01:30", "America/New_York");

	/** The years 1 to 9999. */
	private static final long FIRST_SECOND = -62135596800L;

	private static final long LAST_SECOND = 253402300799L;

	private final Random random;

	RandomTrees(Random random) {
		this.random = random;
	}

	Tree next() {
		return tree(MAX_DEPTH);
	}

	private Tree tree(int depth) {
		return switch (this.random.nextInt((depth == 0) ? 1 : 3)) {
			case 0 -> leaf();
			case 1 -> branch(depth - 1);
			default -> maps(depth - 1);
		};
	}

	private Tree leaf() {
		return switch (this.random.nextInt(5)) {
			case 0 -> new Text(orNull(this::text));
			case 1 -> numbers();
			case 2 -> reals();
			case 3 -> time();
			default -> pick(List.of(Leaf.values()));
		};
	}

	private Tree numbers() {
		BigInteger integer = new BigInteger(this.random.nextInt(200), this.random);
		BigInteger signed = this.random.nextBoolean() ? integer : integer.negate();
		return new Numbers(new BigDecimal(signed, this.random.nextInt(-20, 21)), signed);
	}

	private Tree reals() {
		return new Reals(Double.longBitsToDouble(this.random.nextLong()), Float.intBitsToFloat(this.random.nextInt()));
	}

	private Tree time() {
		Instant instant = Instant.ofEpochSecond(this.random.nextLong(FIRST_SECOND, LAST_SECOND),
				this.random.nextInt(1_000_000_000));
		return new Time(instant, instant.atZone(ZoneId.of(pick(ZONES))));
	}

	private Tree branch(int depth) {
		List<@Nullable Tree> children = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			children.add(orNull(() -> tree(depth)));
		}
		return new Branch(children, Optional.ofNullable(orNull(() -> tree(depth))), orNull(this.random::nextLong));
	}

	private Tree maps(int depth) {
		Map<String, @Nullable Tree> byName = new HashMap<>();
		Map<Leaf, Tree> byLeaf = new HashMap<>();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			byName.put(text(), orNull(() -> tree(depth)));
			byLeaf.put(pick(List.of(Leaf.values())), tree(depth));
		}
		return new Maps(byName, byLeaf);
	}

	/** Any characters but surrogates, which mean something in pairs only. */
	private String text() {
		return this.random.ints(this.random.nextInt(MAX_TEXT + 1), 0, Character.MIN_SURROGATE)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private <T> @Nullable T orNull(Supplier<T> value) {
		return (this.random.nextInt(5) == 0) ? null : value.get();
	}

	sealed interface Tree {

	}

	record Text(@Nullable String value) implements Tree {
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

	record Branch(List<@Nullable Tree> children, Optional<Tree> next, @Nullable Long number) implements Inner {
	}

	record Maps(Map<String, @Nullable Tree> byName, Map<Leaf, Tree> byLeaf) implements Inner {
	}

}
