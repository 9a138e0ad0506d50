package com.portofcontext.pctx.sandbox.guest.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.cfg.SerializerFactoryConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.ser.PropertyBuilder;
import tools.jackson.databind.ser.SerializerFactory;

/**
 * Writes lists, maps and arrays as their declared type says. Left to itself Jackson looks
 * at the class of each value, which takes a millisecond for the first {@code TreeMap}
 * where a {@code Map} is declared, to write the same bytes. What they contain is still
 * written by its own class.
 */
final class DeclaredContainerSerializerFactory extends BeanSerializerFactory {

	private static final long serialVersionUID = 1L;

	DeclaredContainerSerializerFactory() {
		this(new SerializerFactoryConfig());
	}

	private DeclaredContainerSerializerFactory(SerializerFactoryConfig config) {
		super(config);
	}

	@Override
	public SerializerFactory withConfig(SerializerFactoryConfig config) {
		return new DeclaredContainerSerializerFactory(config);
	}

	@Override
	protected PropertyBuilder constructPropertyBuilder(SerializationConfig config,
			BeanDescription.Supplier description) {
		return new ContainerPropertyBuilder(config, description.get());
	}

	/**
	 * Fix the types of containers in containers. Jackson's own flag for it means all that
	 * is contained, also what is no container.
	 */
	static JavaType fixed(JavaType type) {
		JavaType content = type.getContentType();
		return (type.isContainerType() && content != null && content.isContainerType())
				? type.withStaticTyping().withContentType(fixed(content)) : type;
	}

	private static final class ContainerPropertyBuilder extends PropertyBuilder {

		ContainerPropertyBuilder(SerializationConfig config, BeanDescription description) {
			super(config, description);
		}

		@Override
		protected @Nullable JavaType findSerializationType(Annotated annotated, boolean staticTyping,
				JavaType declaredType) {
			JavaType type = super.findSerializationType(annotated, staticTyping, declaredType);
			return (type == null && declaredType.isContainerType()) ? fixed(declaredType) : type;
		}

	}

}
