package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.ReferenceType;

/**
 * Reads what {@link ReferenceSerializers} writes.
 */
final class ReferenceDeserializers extends Deserializers.Base {

	@Override
	public ValueDeserializer<?> findReferenceDeserializer(ReferenceType type, DeserializationConfig config,
			BeanDescription.Supplier description, @Nullable TypeDeserializer contentTypeDeserializer,
			@Nullable ValueDeserializer<?> contentDeserializer) {
		return new ReferenceDeserializer(type, null);
	}

	@Override
	public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
		return References.isReference(valueType);
	}

	private static final class ReferenceDeserializer extends StdDeserializer<Object> {

		private final JavaType type;

		private final @Nullable ValueDeserializer<Object> listDeserializer;

		private ReferenceDeserializer(JavaType type, @Nullable ValueDeserializer<Object> listDeserializer) {
			super(type);
			this.type = type;
			this.listDeserializer = listDeserializer;
		}

		@Override
		public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
			JavaType listType = References.listType(this.type, context.getTypeFactory());
			return new ReferenceDeserializer(this.type, context.findContextualValueDeserializer(listType, property));
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (this.listDeserializer == null) {
				throw new IllegalStateException("The deserializer of " + this.type + " was used out of context");
			}
			Object content = this.listDeserializer.deserialize(parser, context);
			if (!(content instanceof List<?> list) || list.size() > 1) {
				return context.reportInputMismatch(this.type, "Expected a list of at most one element for %s",
						this.type);
			}
			return References.fromList(this.type.getRawClass(), list);
		}

		@Override
		public Object deserializeWithType(JsonParser parser, DeserializationContext context,
				TypeDeserializer typeDeserializer) {
			return deserialize(parser, context);
		}

		@Override
		public Object getAbsentValue(DeserializationContext context) {
			return References.fromList(this.type.getRawClass(), List.of());
		}

	}

}
