package com.portofcontext.pctx.sandbox.call;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

import static org.assertj.core.api.Assertions.assertThat;

class MapperBindingTests {

	@Test
	void whenTypesHaveSharedAnnotationsThenNothingIsFound() {
		assertThat(new MapperBinding().find(List.of(Shared.class, String.class, int.class, Map.class))).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { Named.class, Named[].class, Holder.class, Below.class, OnParameter.class, Base.class,
			Part.class })
	void whenTypeLeadsToAnnotationOfTheMapperThenItIsFound(Class<?> type) {
		assertThat(new MapperBinding().find(List.of(String.class, type))).contains("is annotated with @tools.jackson");
	}

	@Test
	void whenValueIsOfTheMapperThenItIsFound() {
		assertThat(new MapperBinding().find(List.of(Tree.class))).contains(JsonNode.class.getName());
	}

	record Shared(@JsonProperty("n") String name, List<Map<String, Shared>> others) {

	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record Named(String firstName) {

	}

	record Holder(Map<String, List<Named>[]> names) {

	}

	static class Below extends Above {

	}

	static class Above {

		@JsonSerialize(using = ToStringSerializer.class)
		public int number;

	}

	record OnParameter(@JsonSerialize(using = ToStringSerializer.class) int number) {

	}

	sealed interface Base permits Leaf {

	}

	@JsonNaming
	record Leaf() implements Base {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Named.class))
	interface Part {

	}

	record Tree(JsonNode node) {

	}

}
