package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.annotation.JsonTypeResolver;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Lets the values of a sealed type travel without annotations: as a pair of the
 * subclass's name and its content. The names are looked up in the set of permitted
 * subclasses, never loaded. A type that says itself how it travels is left alone.
 */
final class SealedTypeIntrospector extends JacksonAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	private static final JsonTypeInfo.Value NAME_AND_CONTENT = JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME,
			JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true);

	@Override
	public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
		JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
		return (declared == null && speaksForItself(annotated)) ? NAME_AND_CONTENT : declared;
	}

	@Override
	public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
		if (!speaksForItself(annotated) || annotated.hasAnnotation(JsonSubTypes.class)) {
			return super.findSubtypes(config, annotated);
		}
		List<NamedType> subtypes = new ArrayList<>();
		for (Class<?> subtype : ((Class<?>) annotated.getAnnotated()).getPermittedSubclasses()) {
			subtypes.add(new NamedType(subtype, name(subtype)));
		}
		return subtypes;
	}

	private static boolean speaksForItself(Annotated annotated) {
		return annotated.getAnnotated() instanceof Class<?> type && isSealedByItsAuthor(type)
				&& !annotated.hasAnnotation(JsonTypeInfo.class) && !annotated.hasAnnotation(JsonTypeResolver.class)
				&& !annotated.hasAnnotation(JsonSerialize.class) && !annotated.hasAnnotation(JsonDeserialize.class)
				&& !hasValueOrCreatorMethod(type);
	}

	/**
	 * Enums with constant bodies are sealed by the compiler, and the sealed types of the
	 * JDK and of Jackson have forms of their own.
	 */
	private static boolean isSealedByItsAuthor(Class<?> type) {
		return type.isSealed() && !type.isEnum() && !type.getName().startsWith("java.")
				&& !type.getName().startsWith("tools.jackson.");
	}

	private static boolean hasValueOrCreatorMethod(Class<?> type) {
		for (Method method : type.getDeclaredMethods()) {
			if (method.isAnnotationPresent(JsonValue.class) || method.isAnnotationPresent(JsonCreator.class)) {
				return true;
			}
		}
		return false;
	}

	private static String name(Class<?> type) {
		JsonTypeName name = type.getDeclaredAnnotation(JsonTypeName.class);
		return (name != null && !name.value().isEmpty()) ? name.value() : type.getName();
	}

}
