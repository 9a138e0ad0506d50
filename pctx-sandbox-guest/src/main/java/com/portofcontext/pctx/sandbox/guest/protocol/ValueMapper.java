package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.BeanDeserializerFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORReadFeature;

/**
 * Makes the mapper that writes and reads arguments, data fields and results. Host and
 * worker use the same one, so that what one writes the other reads without loss.
 * <p>
 * Types come from the declared generic signature only. No class name in a payload is ever
 * loaded: subtypes are chosen by name from the closed set that a sealed type or
 * {@code @JsonSubTypes} declares.
 */
public final class ValueMapper {

	/**
	 * How deep arrays and objects may be nested.
	 */
	public static final int MAX_NESTING_DEPTH = 500;

	/**
	 * How many characters one text may have.
	 */
	public static final int MAX_STRING_LENGTH = 100_000_000;

	/**
	 * How many bytes or digits one number may have.
	 */
	public static final int MAX_NUMBER_LENGTH = 20_000;

	/**
	 * How many bytes one property name or map key may have.
	 */
	public static final int MAX_NAME_LENGTH = 100_000;

	/**
	 * How many bytes one payload may have.
	 */
	public static final long MAX_DOCUMENT_LENGTH = 1L << 30;

	private ValueMapper() {
	}

	/**
	 * Make a new mapper. It is thread-safe and shares nothing with other mappers.
	 * @return the mapper
	 */
	public static CBORMapper create() {
		return create(List.of());
	}

	/**
	 * Make a new mapper with modules of the application's. What they say of a type counts
	 * more than what the mapper knows.
	 * @param modules the modules
	 * @return the mapper
	 */
	public static CBORMapper create(List<JacksonModule> modules) {
		return CBORMapper.builder(streamFactory())
			.annotationIntrospector(new SealedTypeIntrospector())
			.polymorphicTypeValidator(new ClassNameRefusingValidator())
			.serializerFactory(
					new DeclaredContainerSerializerFactory().withAdditionalSerializers(new ReferenceSerializers()))
			.deserializerFactory(
					BeanDeserializerFactory.instance.withAdditionalDeserializers(new ReferenceDeserializers())
						.withDeserializerModifier(new HashCodeCapModifier()))
			// What cannot be set on the other side is not worth asking for.
			.enable(MapperFeature.REQUIRE_SETTERS_FOR_GETTERS, MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			// Jackson's defaults normalise zones and print enums by toString().
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
					DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
			.disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.addModules(modules)
			.build();
	}

	private static CBORFactory streamFactory() {
		return CBORFactory.builder()
			// A symbol table is shared by all calls: a peer could fill it with
			// collisions.
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			// Or a peer could make an object of Jackson's own where Object is declared.
			.disable(CBORReadFeature.READ_SIMPLE_VALUE_AS_EMBEDDED_OBJECT)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_NESTING_DEPTH)
				.maxStringLength(MAX_STRING_LENGTH)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxNameLength(MAX_NAME_LENGTH)
				.maxDocumentLength(MAX_DOCUMENT_LENGTH)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING_DEPTH).build())
			.build();
	}

}
