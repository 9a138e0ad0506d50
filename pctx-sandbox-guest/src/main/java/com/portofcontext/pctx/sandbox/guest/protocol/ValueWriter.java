package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Writes a fixed row of values, each by its declared type: the arguments of a method, the
 * data fields of a bean, or one result. {@link ValueReader} reads them. Thread-safe;
 * serializers are looked up when it is made.
 * <p>
 * Each value stands alone in a list. That is where Jackson treats a value of a sealed or
 * abstract type, an {@code Optional} and {@code null} as it does in a property; at the
 * root it would write an interface by the interface's own getters.
 */
public final class ValueWriter {

	private final CBORMapper mapper;

	private final List<JavaType> types;

	private final IntFunction<String> names;

	private final List<ObjectWriter> writers;

	/**
	 * Prepare a writer.
	 * @param mapper a mapper of {@link ValueMapper}
	 * @param types the declared types, in order
	 */
	public ValueWriter(CBORMapper mapper, List<JavaType> types) {
		this(mapper, types, (index) -> "Value " + index);
	}

	/**
	 * Prepare a writer.
	 * @param mapper a mapper of {@link ValueMapper}
	 * @param types the declared types, in order
	 * @param names how messages call each value
	 */
	public ValueWriter(CBORMapper mapper, List<JavaType> types, IntFunction<String> names) {
		this.mapper = mapper;
		this.types = List.copyOf(types);
		this.names = names;
		this.writers = types.stream()
			.map((type) -> mapper.writerFor(DeclaredContainerSerializerFactory
				.fixed(mapper.getTypeFactory().constructCollectionType(List.class, type))))
			.toList();
	}

	/**
	 * Write values.
	 * @param values one value for each declared type
	 * @param maxBytes how many bytes they may need
	 * @return the payload
	 * @throws ValueTooLargeException as soon as more bytes than that are needed
	 * @throws ValueException if a value cannot be written
	 */
	public byte[] write(@Nullable Object[] values, int maxBytes) {
		if (values.length != this.types.size()) {
			throw new ValueException(values.length + " values for " + this.types.size() + " types", null);
		}
		CappedOutputStream out = new CappedOutputStream(maxBytes);
		int index = 0;
		try (JsonGenerator generator = this.mapper.createGenerator(out)) {
			generator.writeStartArray(null, values.length);
			for (; index < values.length; index++) {
				this.writers.get(index).writeValue(generator, Collections.singletonList(values[index]));
			}
			generator.writeEndArray();
		}
		catch (RuntimeException | StackOverflowError ex) {
			if (out.isExceeded()) {
				throw new ValueTooLargeException(maxBytes);
			}
			throw new ValueException("%s cannot be written: %s".formatted(name(index), ex.getMessage()), ex);
		}
		if (out.isExceeded()) {
			throw new ValueTooLargeException(maxBytes);
		}
		return out.toByteArray();
	}

	private String name(int index) {
		return (index < this.types.size())
				? "%s (%s)".formatted(this.names.apply(index), TypeNames.of(this.types.get(index))) : "The end";
	}

}
