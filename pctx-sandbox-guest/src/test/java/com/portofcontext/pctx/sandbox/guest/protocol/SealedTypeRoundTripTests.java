package com.portofcontext.pctx.sandbox.guest.protocol;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.portofcontext.pctx.sandbox.guest.protocol.ObjectRoundTripTests.Box;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/**
 * Values of sealed types arrive as they were.
 */
@NullUnmarked
class SealedTypeRoundTripTests {

	private final RoundTrip trip = new RoundTrip();

	@Test
	void keepsSealedTypes() {
		for (Shape shape : List.of(new Circle(1), new Square(2), new Group(List.of(new Circle(3), new Empty())),
				new Empty(), Corner.LEFT, Corner.RIGHT)) {
			this.trip.keeps(new TypeReference<Shape>() {
			}, shape);
			this.trip.keeps(new TypeReference<List<Shape>>() {
			}, List.of(shape));
			this.trip.keeps(new TypeReference<Map<String, Optional<Shape>>>() {
			}, Map.of("a", Optional.of(shape)));
		}
		this.trip.keeps(new TypeReference<Circle>() {
		}, new Circle(4));
		this.trip.keeps(new TypeReference<Outcome<LocalDate>>() {
		}, new Done<>(LocalDate.MAX));
		this.trip.keeps(new TypeReference<Outcome<Shape>>() {
		}, new Done<>(new Circle(1)));
		this.trip.keeps(new TypeReference<Outcome<List<Shape>>>() {
		}, new Done<>(List.of(new Circle(1), new Empty())));
		this.trip.keeps(new TypeReference<List<Outcome<Outcome<byte[]>>>>() {
		}, List.of(new Done<>(new Failed<>("a"))));
		this.trip.keeps(new TypeReference<Box<Outcome<Shape>>>() {
		}, new Box<>(new Done<>(new Square(1)), List.of(new Failed<>("b"))));
		this.trip.keeps(new TypeReference<Expression>() {
		}, new Sum(new Literal(1), new Sum(new Literal(2), new Literal(3))));
	}

	sealed interface Shape permits Circle, Square, Curved, Corner {

	}

	sealed interface Curved extends Shape {

	}

	record Group(List<Shape> shapes) implements Curved {
	}

	record Empty() implements Curved {
	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	enum Corner implements Shape {

		LEFT, RIGHT {

		}

	}

	sealed interface Outcome<T> {

	}

	record Done<T>(T value) implements Outcome<T> {
	}

	record Failed<T>(String reason) implements Outcome<T> {
	}

	abstract static sealed class Expression permits Literal, Sum {

		@Override
		public boolean equals(Object other) {
			return other instanceof Expression && toString().equals(other.toString());
		}

		@Override
		public int hashCode() {
			return toString().hashCode();
		}

	}

	@JsonTypeName("literal")
	static final class Literal extends Expression {

		private final int value;

		Literal(@JsonProperty("value") int value) {
			this.value = value;
		}

		public int getValue() {
			return this.value;
		}

		@Override
		public String toString() {
			return "" + this.value;
		}

	}

	static final class Sum extends Expression {

		public Expression left;

		public Expression right;

		Sum() {
		}

		Sum(Expression left, Expression right) {
			this.left = left;
			this.right = right;
		}

		@Override
		public String toString() {
			return "(" + this.left + "+" + this.right + ")";
		}

	}

}
