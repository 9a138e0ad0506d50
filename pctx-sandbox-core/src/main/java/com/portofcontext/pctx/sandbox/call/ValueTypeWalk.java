package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * One walk through all a type is made of, which ends at the first type that cannot be
 * carried.
 */
final class ValueTypeWalk {

	private final CBORMapper mapper;

	private final SerializationContext writing;

	private final SerializationContext lenientWriting;

	private final DeserializationContext reading;

	private final Predicate<Class<?>> isBean;

	private final Set<JavaType> seen = new HashSet<>();

	private final Deque<String> path = new ArrayDeque<>();

	/**
	 * Start a walk.
	 * @param mapper the mapper that carries the values
	 * @param lenient the same, but one that also sees getters of what cannot be set
	 * @param isBean tells the classes of beans
	 * @param start the start of the path
	 */
	ValueTypeWalk(CBORMapper mapper, CBORMapper lenient, Predicate<Class<?>> isBean, String start) {
		this.mapper = mapper;
		this.writing = mapper._serializationContext();
		this.lenientWriting = lenient._serializationContext();
		this.reading = mapper._deserializationContext();
		this.isBean = isBean;
		this.path.add(start);
	}

	/**
	 * Return the reason why the type cannot be carried, or {@code null}.
	 */
	@Nullable String walk(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (type.isPrimitive() || type.isJavaLangObject() || raw == Void.class || !this.seen.add(type)) {
			return null;
		}
		String refused = refused(raw);
		if (refused != null) {
			return problem(type, refused);
		}
		try {
			String problem = walkArguments(type);
			return (problem != null) ? problem : walkType(type);
		}
		catch (JacksonException ex) {
			return problem(type, ex.getOriginalMessage());
		}
		catch (RuntimeException | LinkageError ex) {
			return problem(type, ex.toString());
		}
	}

	static String describe(JavaType type) {
		if (type.isArrayType()) {
			return describe(type.getContentType()) + "[]";
		}
		String name = type.getRawClass().getSimpleName();
		List<JavaType> arguments = type.getBindings().getTypeParameters();
		return arguments.isEmpty() ? name
				: arguments.stream()
					.map((argument) -> argument.getRawClass().getSimpleName())
					.collect(Collectors.joining(", ", name + "<", ">"));
	}

	private @Nullable String walkArguments(JavaType type) {
		String problem = null;
		if (type.getKeyType() != null) {
			problem = walkKey(type.getKeyType());
		}
		if (problem == null && type.getContentType() != null) {
			problem = walk(type.getContentType());
		}
		return problem;
	}

	private @Nullable String walkKey(JavaType key) {
		Class<?> raw = key.getRawClass();
		String refused = refused(raw);
		if (refused != null) {
			return problem(key, refused);
		}
		try {
			this.reading.findKeyDeserializer(key, null);
		}
		catch (JacksonException ex) {
			return problem(key, "a map key travels as text, and nothing reads this one from text: use a type such as "
					+ "String, Integer, UUID, an enum or a date, or send a list of entries");
		}
		if (isJdkType(raw) || raw.isEnum()) {
			return null;
		}
		BeanDescription description = this.writing.introspectBeanDescription(key);
		boolean writable = description.findJsonKeyAccessor() != null || description.findJsonValueAccessor() != null
				|| description.getClassInfo().hasAnnotation(JsonSerialize.class)
				|| (!raw.isRecord() && hasOwnToString(raw));
		return writable ? null
				: problem(key, "a map key travels as text, and nothing writes this one as text: annotate a method "
						+ "with @JsonKey or @JsonValue");
	}

	private static boolean hasOwnToString(Class<?> type) {
		return Arrays.stream(type.getMethods())
			.anyMatch((method) -> method.getName().equals("toString") && method.getParameterCount() == 0
					&& method.getDeclaringClass() != Object.class);
	}

	private @Nullable String refused(Class<?> type) {
		return this.isBean.test(type) ? "it is a bean and stays behind" : RefusedTypes.reason(type);
	}

	private @Nullable String walkType(JavaType type) {
		AnnotatedClass annotations = this.reading.introspectClassAnnotations(type);
		JsonTypeInfo.Value typeInfo = typeInfo(annotations);
		if (typeInfo != null) {
			String problem = walkSubtypes(type, annotations, typeInfo);
			if (problem != null || type.isAbstract()) {
				return problem;
			}
		}
		ValueSerializer<?> serializer = this.writing.findValueSerializer(type);
		boolean bean = serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
		if (bean && isJdkType(type.getRawClass())) {
			return problem(type, "the JDK's class has no form that could be read back");
		}
		if (bean && !type.isAbstract()) {
			String problem = walkBean(type);
			if (problem != null) {
				return problem;
			}
		}
		return walkReader(type, this.reading.findRootValueDeserializer(type), bean);
	}

	private @Nullable String walkReader(JavaType type, ValueDeserializer<?> deserializer, boolean bean) {
		if (deserializer instanceof AbstractDeserializer) {
			return problem(type,
					"it is " + (type.isInterface() ? "an interface" : "an abstract class")
							+ " whose subclasses are not known: seal it, or name them with "
							+ "@JsonTypeInfo(use = NAME) and @JsonSubTypes");
		}
		if (!(deserializer instanceof BeanDeserializerBase beanDeserializer)) {
			return null;
		}
		if (isJdkType(beanDeserializer.handledType())) {
			return problem(type, "the JDK's class has no form that could be read back");
		}
		if (beanDeserializer.handledType() != type.getRawClass()) {
			return walk(this.mapper.getTypeFactory().constructSpecializedType(type, beanDeserializer.handledType()));
		}
		ValueInstantiator instantiator = beanDeserializer.getValueInstantiator();
		boolean creatable = instantiator.canCreateUsingDefault() || instantiator.canCreateFromObjectWith()
				|| instantiator.canCreateUsingDelegate() || instantiator.canCreateUsingArrayDelegate()
				|| (!bean && instantiator.canInstantiate());
		return creatable ? null : problem(type, "nothing can create it from its properties: make it a record, give "
				+ "it a constructor without parameters, or annotate a constructor with @JsonCreator");
	}

	private @Nullable String walkSubtypes(JavaType type, AnnotatedClass annotations, JsonTypeInfo.Value typeInfo) {
		String problem = classNameProblem(type, typeInfo);
		if (problem != null || typeInfo.getIdType() == JsonTypeInfo.Id.CUSTOM) {
			return problem;
		}
		MapperConfig<?> config = this.reading.getConfig();
		Collection<NamedType> subtypes = config.getSubtypeResolver()
			.collectAndResolveSubtypesByTypeId(config, annotations);
		boolean concrete = false;
		for (NamedType subtype : subtypes) {
			Class<?> raw = subtype.getType();
			if (raw != type.getRawClass() && (!Modifier.isAbstract(raw.getModifiers()) || !raw.isSealed())) {
				problem = walk(this.mapper.getTypeFactory().constructSpecializedType(type, raw));
			}
			if (problem != null) {
				return problem;
			}
			concrete |= !Modifier.isAbstract(raw.getModifiers()) || raw.isEnum();
		}
		return (concrete || typeInfo.getDefaultImpl() != null) ? null
				: problem(type, "none of its subclasses is named: name them with @JsonSubTypes, or seal it");
	}

	private @Nullable String classNameProblem(JavaType type, JsonTypeInfo.Value typeInfo) {
		return switch (typeInfo.getIdType()) {
			case CLASS, MINIMAL_CLASS -> problem(type, "@JsonTypeInfo(use = " + typeInfo.getIdType()
					+ ") lets the peer choose a class by name: use NAME with @JsonSubTypes");
			default -> null;
		};
	}

	private JsonTypeInfo.@Nullable Value typeInfo(Annotated annotated) {
		MapperConfig<?> config = this.reading.getConfig();
		JsonTypeInfo.Value typeInfo = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotated);
		return (typeInfo != null && typeInfo.getIdType() != JsonTypeInfo.Id.NONE) ? typeInfo : null;
	}

	private @Nullable String walkBean(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (raw.getEnclosingClass() != null && !Modifier.isStatic(raw.getModifiers())) {
			return problem(type, "it is an inner class and needs its enclosing instance: make it static, or a record");
		}
		List<BeanPropertyDefinition> written = this.writing.introspectBeanDescription(type).findProperties();
		List<BeanPropertyDefinition> read = this.reading.introspectBeanDescription(type).findProperties();
		String problem = walkProperties(type, written, BeanPropertyDefinition::getAccessor);
		if (problem == null) {
			problem = walkProperties(type, read, BeanPropertyDefinition::getMutator);
		}
		if (problem != null) {
			return problem;
		}
		String lost = lostProperty(type, written);
		if (lost != null) {
			return problem(type, "its property '" + lost + "' can be read but not set again: make it a record, or "
					+ "give it a constructor parameter or a setter of that name");
		}
		return (written.isEmpty() && hasState(raw))
				? problem(type, "none of its fields can be read: make it a record, or give it getters") : null;
	}

	private @Nullable String walkProperties(JavaType type, List<BeanPropertyDefinition> properties,
			Function<BeanPropertyDefinition, @Nullable AnnotatedMember> member) {
		for (BeanPropertyDefinition property : properties) {
			String problem = walkProperty(type, property, member.apply(property));
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	private @Nullable String walkProperty(JavaType type, BeanPropertyDefinition property,
			@Nullable AnnotatedMember member) {
		if (member == null || member.hasAnnotation(JsonSerialize.class)
				|| member.hasAnnotation(JsonDeserialize.class)) {
			return null;
		}
		this.path.addLast(type.getRawClass().getSimpleName() + "." + property.getName());
		JsonTypeInfo.Value typeInfo = typeInfo(member);
		String problem = (typeInfo != null) ? classNameProblem(property.getPrimaryType(), typeInfo)
				: walk(property.getPrimaryType());
		this.path.removeLast();
		return problem;
	}

	/**
	 * A getter over a field of the same name promises that the value is part of the data;
	 * a getter without one computes.
	 */
	private @Nullable String lostProperty(JavaType type, List<BeanPropertyDefinition> written) {
		Set<String> names = written.stream().map(BeanPropertyDefinition::getName).collect(Collectors.toSet());
		return this.lenientWriting.introspectBeanDescription(type)
			.findProperties()
			.stream()
			.filter((property) -> property.hasGetter() && !property.isExplicitlyIncluded())
			.filter((property) -> !names.contains(property.getName()))
			.filter((property) -> state(type.getRawClass())
				.anyMatch((field) -> field.getName().equals(property.getInternalName())))
			.map(BeanPropertyDefinition::getName)
			.findFirst()
			.orElse(null);
	}

	private static boolean hasState(Class<?> type) {
		return state(type).findAny().isPresent();
	}

	private static Stream<Field> state(Class<?> type) {
		return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
			.flatMap((next) -> Arrays.stream(next.getDeclaredFields()))
			.filter((field) -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()));
	}

	private static boolean isJdkType(Class<?> type) {
		return type.getClassLoader() == null || type.getClassLoader().equals(ClassLoader.getPlatformClassLoader());
	}

	private String problem(JavaType type, String reason) {
		return String.join(" → ", this.path) + ": " + type.getRawClass().getTypeName() + " cannot travel: " + reason;
	}

}
