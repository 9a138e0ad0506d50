package com.portofcontext.pctx.sandbox.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Knows which names there are.
 */
final class SandboxPropertyNames {

	private SandboxPropertyNames() {
	}

	/**
	 * Return the names that could stand where a name has one that there is not.
	 * @param name the name
	 * @param root how many elements of it stand for {@link SandboxProperties}
	 * @return the names of the group that it strays from
	 */
	static List<String> inPlaceOf(ConfigurationPropertyName name, int root) {
		@Nullable Type type = SandboxProperties.class;
		Class<?> group = SandboxProperties.class;
		for (int i = root; i < name.getNumberOfElements() && type != null; i++) {
			type = member(type, name.getElement(i, Form.UNIFORM));
			if (type instanceof Class<?> next && next.isRecord()) {
				group = next;
			}
		}
		return Arrays.stream(group.getRecordComponents())
			.map((component) -> DataObjectPropertyName.toDashedForm(component.getName()))
			.toList();
	}

	private static @Nullable Type member(Type type, String element) {
		if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
			return map.getActualTypeArguments()[1];
		}
		if (type instanceof Class<?> group && group.isRecord()) {
			return Arrays.stream(group.getRecordComponents())
				.filter((component) -> component.getName().equalsIgnoreCase(element))
				.map(RecordComponent::getGenericType)
				.findFirst()
				.orElse(null);
		}
		return null;
	}

}
