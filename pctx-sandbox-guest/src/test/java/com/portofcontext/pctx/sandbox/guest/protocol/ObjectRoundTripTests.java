package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ScalarRoundTripTests.Color;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/**
 * Objects arrive as they were.
 */
@NullUnmarked
class ObjectRoundTripTests {

	private final RoundTrip trip = new RoundTrip();

	@Test
	void keepsObjects() {
		this.trip.keeps(new TypeReference<Point>() {
		}, new Point(1, 2));
		this.trip.keeps(new TypeReference<Box<Map<LocalDate, Point>>>() {
		}, new Box<>(Map.of(LocalDate.MIN, new Point(1, 2)), List.of()));
		this.trip.keeps(new TypeReference<Money>() {
		}, new Money(new BigDecimal("1.10"), Currency.getInstance("EUR")));
		this.trip.keeps(new TypeReference<Wrapper>() {
		}, new Wrapper(Map.of("a", 1)));
		this.trip.keeps(new TypeReference<Annotated>() {
		}, new Annotated("x", 5));
		this.trip.keeps(new TypeReference<Email>() {
		}, new Email("a@b"));
		this.trip.keeps(new TypeReference<Animal>() {
		}, new Dog("Rex"));
		this.trip.keeps(new TypeReference<List<Animal>>() {
		}, List.of(new Dog("Rex"), new Cat(9)));
		this.trip.keeps(new TypeReference<Computed>() {
		}, new Computed("a", "b"));
		this.trip.keeps(new TypeReference<Enclosing>() {
		}, new Enclosing(new byte[0].length, 'c', Color.RED));
		Bean bean = new Bean();
		bean.setName("n");
		bean.setTags(List.of("a"));
		bean.flag = true;
		this.trip.keeps(new TypeReference<Bean>() {
		}, bean);
	}

	record Point(int x, int y) {
	}

	record Enclosing(int a, char b, Color c) {
	}

	record Box<T>(T content, List<T> more) {
	}

	record Wrapper(Map<String, Object> value) {
	}

	record Computed(String first, String last) {
		public String getFullName() {
			throw new IllegalStateException("Nobody reads this beyond the wall");
		}
	}

	/**
	 * Immutable, without annotations: read by its parameter names.
	 */
	static final class Money {

		private final BigDecimal amount;

		private final Currency currency;

		public Money(BigDecimal amount, Currency currency) {
			this.amount = amount;
			this.currency = currency;
		}

		public BigDecimal getAmount() {
			return this.amount;
		}

		public Currency getCurrency() {
			return this.currency;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Money money && this.amount.equals(money.amount)
					&& this.currency.equals(money.currency);
		}

		@Override
		public int hashCode() {
			return this.amount.hashCode();
		}

	}

	static class Bean {

		private String name;

		private List<String> tags;

		public boolean flag;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public List<String> getTags() {
			return this.tags;
		}

		public void setTags(List<String> tags) {
			this.tags = tags;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Bean bean && this.name.equals(bean.name) && this.tags.equals(bean.tags)
					&& this.flag == bean.flag;
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	record Annotated(@JsonProperty("other-name") String name, @JsonFormat(shape = JsonFormat.Shape.STRING) int number) {
	}

	record Email(@JsonValue String text) {
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Email {
		}
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(value = Cat.class, name = "cat") })
	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	record Cat(int lives) implements Animal {
	}

}
