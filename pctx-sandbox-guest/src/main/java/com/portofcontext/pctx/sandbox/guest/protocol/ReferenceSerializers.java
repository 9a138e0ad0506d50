package com.portofcontext.pctx.sandbox.guest.protocol;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.ReferenceType;

/**
 * Writes what an {@code Optional} or {@code AtomicReference} holds as a list of at most
 * one element: Jackson's own form makes no difference between none and {@code null}.
 */
final class ReferenceSerializers implements Serializers {

	@Override
	public ValueSerializer<?> findReferenceSerializer(SerializationConfig config, ReferenceType type,
			BeanDescription.Supplier description, JsonFormat.@Nullable Value format,
			@Nullable TypeSerializer contentTypeSerializer, @Nullable ValueSerializer<Object> contentSerializer) {
		return new ReferenceSerializer(type, null);
	}

	private static final class ReferenceSerializer extends StdSerializer<Object> {

		private final JavaType type;

		private final @Nullable ValueSerializer<Object> listSerializer;

		private ReferenceSerializer(JavaType type, @Nullable ValueSerializer<Object> listSerializer) {
			super(type);
			this.type = type;
			this.listSerializer = listSerializer;
		}

		@Override
		public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
			JavaType listType = DeclaredContainerSerializerFactory
				.fixed(References.listType(this.type, context.getTypeFactory()));
			return new ReferenceSerializer(this.type, context.findPrimaryPropertySerializer(listType, property));
		}

		@Override
		public boolean isEmpty(SerializationContext context, @Nullable Object value) {
			return value == null || References.toList(value).isEmpty();
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			if (this.listSerializer == null) {
				throw new IllegalStateException("The serializer of " + this.type + " was used out of context");
			}
			this.listSerializer.serialize(References.toList(value), generator, context);
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typeSerializer) {
			serialize(value, generator, context);
		}

	}

}
