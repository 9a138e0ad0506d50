package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Reads what {@link ValueWriter} writes, and refuses everything else: another number of
 * values, other types, and anything after them. Thread-safe; deserializers are looked up
 * when it is made.
 */
public final class ValueReader {

	private final CBORMapper mapper;

	private final List<JavaType> types;

	private final IntFunction<String> names;

	private final List<ObjectReader> readers;

	/**
	 * Prepare a reader.
	 * @param mapper a mapper of {@link ValueMapper}
	 * @param types the declared types, in order
	 */
	public ValueReader(CBORMapper mapper, List<JavaType> types) {
		this(mapper, types, (index) -> "Value " + index);
	}

	/**
	 * Prepare a reader.
	 * @param mapper a mapper of {@link ValueMapper}
	 * @param types the declared types, in order
	 * @param names how messages call each value
	 */
	public ValueReader(CBORMapper mapper, List<JavaType> types, IntFunction<String> names) {
		this.mapper = mapper;
		this.types = List.copyOf(types);
		this.names = names;
		this.readers = types.stream()
			.map((type) -> mapper.readerFor(mapper.getTypeFactory().constructCollectionType(List.class, type))
				.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS))
			.toList();
	}

	/**
	 * Read values.
	 * @param payload what the peer sent
	 * @return one value for each declared type
	 * @throws ValueException if the payload is anything else than those values
	 */
	public @Nullable Object[] read(byte[] payload) {
		@Nullable Object[] values = new @Nullable Object[this.types.size()];
		int index = 0;
		try (JsonParser parser = this.mapper.createParser(payload)) {
			expect(parser, JsonToken.START_ARRAY);
			for (; index < values.length; index++) {
				expect(parser, JsonToken.START_ARRAY);
				List<?> slot = this.readers.get(index).readValue(parser);
				values[index] = only(slot, this.types.get(index));
			}
			expect(parser, JsonToken.END_ARRAY);
			expect(parser, null);
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new ValueException("%s cannot be read: %s".formatted(name(index), ex.getMessage()), ex);
		}
		return values;
	}

	private static void expect(JsonParser parser, @Nullable JsonToken expected) {
		JsonToken token = parser.nextToken();
		if (token != expected) {
			throw new ValueException("expected %s, got %s".formatted((expected != null) ? expected : "the end",
					(token != null) ? token : "the end"), null);
		}
	}

	private static @Nullable Object only(List<?> slot, JavaType type) {
		if (slot.size() != 1) {
			throw new ValueException("expected one value, got " + slot.size(), null);
		}
		Object value = slot.get(0);
		if (value == null && type.isPrimitive() && !type.hasRawClass(void.class)) {
			throw new ValueException("null for a primitive", null);
		}
		return value;
	}

	private String name(int index) {
		return (index < this.types.size())
				? "%s (%s)".formatted(this.names.apply(index), TypeNames.of(this.types.get(index))) : "The end";
	}

}
