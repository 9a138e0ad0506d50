package com.portofcontext.pctx.sandbox.call;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Finds beans in the values of data fields that their types do not tell of: under
 * {@code Object}, or in a subclass. Writes such values once more, for nobody.
 */
final class DataFieldGuard {

	private final Map<DataField, ValueWriter> writers;

	/**
	 * Create a guard.
	 * @param fields the fields of one method
	 * @param mapper the mapper that will write them
	 */
	DataFieldGuard(List<DataField> fields, CBORMapper mapper) {
		this.writers = fields.stream()
			.filter((field) -> !isPlain(field.type()))
			.collect(Collectors.toUnmodifiableMap((field) -> field,
					(field) -> new ValueWriter(guarded(mapper, field.isBean()), List.of(field.type()))));
	}

	/** Whether the type says all about the value. */
	private static boolean isPlain(JavaType type) {
		return type.isContainerType() ? isPlain(type.getContentType()) : type.isPrimitive() || type.isEnumImplType()
				|| (type.isFinal() && type.getRawClass().getName().startsWith("java."));
	}

	private static CBORMapper guarded(CBORMapper mapper, Predicate<Class<?>> isBean) {
		return mapper.rebuild().addModule(new SimpleModule().setSerializerModifier(new BeanRefusal(isBean))).build();
	}

	/**
	 * Refuse a value that leads to a bean.
	 * @param field the field
	 * @param value its value
	 * @param maxBytes how many bytes it may need
	 */
	void check(DataField field, @Nullable Object value, int maxBytes) {
		ValueWriter writer = this.writers.get(field);
		if (writer == null || value == null) {
			return;
		}
		try {
			writer.write(new Object[] { value }, maxBytes);
		}
		catch (RuntimeException ex) {
			for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
				if (cause instanceof BeanFoundException found) {
					throw new SandboxException(
							"%s was not called: its field '%s' holds a bean (%s), which stays behind. Pass what is needed as an argument."
								.formatted(field.field().getDeclaringClass().getName(), field.field().getName(),
										found.getMessage()),
							ex);
				}
			}
			// Said better by who writes it for the call
		}
	}

	/**
	 * Replaces the serializers of beans.
	 */
	private static final class BeanRefusal extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		private final transient Predicate<Class<?>> isBean;

		BeanRefusal(Predicate<Class<?>> isBean) {
			this.isBean = isBean;
		}

		@Override
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			return refusing(description.getBeanClass(), serializer);
		}

		@Override
		public ValueSerializer<?> modifyCollectionSerializer(SerializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return refusing(type.getRawClass(), serializer);
		}

		@Override
		public ValueSerializer<?> modifyMapSerializer(SerializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueSerializer<?> serializer) {
			return refusing(type.getRawClass(), serializer);
		}

		private ValueSerializer<?> refusing(Class<?> type, ValueSerializer<?> serializer) {
			return this.isBean.test(type) ? new RefusingSerializer(type) : serializer;
		}

	}

	/**
	 * Writes nothing.
	 */
	private static final class RefusingSerializer extends ValueSerializer<Object> {

		private final Class<?> type;

		RefusingSerializer(Class<?> type) {
			this.type = type;
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			throw new BeanFoundException(this.type);
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typeSerializer) {
			throw new BeanFoundException(this.type);
		}

	}

	/**
	 * Thrown where a bean would be written.
	 */
	private static final class BeanFoundException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		BeanFoundException(Class<?> type) {
			super(type.getName());
		}

	}

}
