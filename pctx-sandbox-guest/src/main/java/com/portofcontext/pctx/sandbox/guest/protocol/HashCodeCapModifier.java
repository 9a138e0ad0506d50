package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.HashCodeCap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.jdk.CollectionDeserializer;
import tools.jackson.databind.deser.jdk.MapDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Has sets, and maps by key, read under a {@link HashCodeCap}. Sorted ones need none, and
 * neither does text: a hash table orders texts whose hash codes are equal.
 */
final class HashCodeCapModifier extends ValueDeserializerModifier {

	private static final long serialVersionUID = 1L;

	@Override
	public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
			BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
		boolean hashed = type.isTypeOrSubTypeOf(Set.class) && !type.isTypeOrSubTypeOf(SortedSet.class)
				&& !type.getContentType().hasRawClass(String.class);
		return (hashed && deserializer instanceof CollectionDeserializer) ? new CappedSetDeserializer(deserializer)
				: deserializer;
	}

	@Override
	public ValueDeserializer<?> modifyMapDeserializer(DeserializationConfig config, MapType type,
			BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
		boolean hashed = !type.isTypeOrSubTypeOf(SortedMap.class) && !type.getKeyType().hasRawClass(String.class);
		return (hashed && deserializer instanceof MapDeserializer) ? new CappedMapDeserializer(deserializer)
				: deserializer;
	}

	/**
	 * Makes the container itself, and has the deserializer behind it fill it through the
	 * cap.
	 */
	private abstract static class CappedDeserializer extends DelegatingDeserializer {

		CappedDeserializer(ValueDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
			ContainerDeserializerBase<?> container = (ContainerDeserializerBase<?>) getDelegatee();
			ValueInstantiator instantiator = container.getValueInstantiator();
			return (isFilled(instantiator) && canFill(container, parser, context))
					? deserialize(parser, context, instantiator.createUsingDefault(context))
					: super.deserialize(parser, context);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context, Object target) {
			super.deserialize(parser, context, capped(target));
			return target;
		}

		abstract boolean canFill(ContainerDeserializerBase<?> container, JsonParser parser,
				DeserializationContext context);

		abstract Object capped(Object target);

		private static boolean isFilled(ValueInstantiator instantiator) {
			return instantiator.canCreateUsingDefault() && !instantiator.canCreateUsingDelegate()
					&& !instantiator.canCreateUsingArrayDelegate() && !instantiator.canCreateFromObjectWith();
		}

	}

	private static final class CappedSetDeserializer extends CappedDeserializer {

		CappedSetDeserializer(ValueDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
			return new CappedSetDeserializer(deserializer);
		}

		@Override
		boolean canFill(ContainerDeserializerBase<?> container, JsonParser parser, DeserializationContext context) {
			return parser.isExpectedStartArrayToken();
		}

		@Override
		@SuppressWarnings("unchecked")
		Object capped(Object target) {
			return HashCodeCap.of((Collection<@Nullable Object>) target);
		}

	}

	private static final class CappedMapDeserializer extends CappedDeserializer {

		CappedMapDeserializer(ValueDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
			return new CappedMapDeserializer(deserializer);
		}

		/** Values that refer to one another by id are put in after the map is filled. */
		@Override
		boolean canFill(ContainerDeserializerBase<?> container, JsonParser parser, DeserializationContext context) {
			return (parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.PROPERTY_NAME))
					&& container.getContentDeserializer().getObjectIdReader(context) == null;
		}

		@Override
		@SuppressWarnings("unchecked")
		Object capped(Object target) {
			return HashCodeCap.of((Map<@Nullable Object, @Nullable Object>) target);
		}

	}

}
