package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of {@link SandboxProperties}: what an IDE shows is true.
 */
class SandboxPropertiesMetadataTests {

	private final JsonNode metadata = read();

	private final JsonNode properties = this.metadata.get("properties");

	@Test
	void defaultsShownForLimitsAreTheDefaultPolicy() {
		Map<String, Object> shown = new HashMap<>();
		for (JsonNode property : this.properties) {
			String name = property.get("name").asString();
			if (name.startsWith("pctx.sandbox.defaults.") && property.has("defaultValue")) {
				shown.put(name, property.get("defaultValue").asString());
			}
		}
		assertThat(shown).hasSize(15);
		SandboxPolicies policies = PropertiesSandboxPolicies
			.create(new Binder(new MapConfigurationPropertySource(shown)).bindOrCreate("pctx.sandbox",
					SandboxProperties.class));
		assertThat(policies.defaults()).isEqualTo(SandboxPolicy.DEFAULT);
	}

	@Test
	void everyPropertyHasDescriptionAsIdesShowIt() {
		assertThat(this.properties).isNotEmpty().allSatisfy((property) -> {
			String name = property.get("name").asString();
			String description = property.path("description").asString("");
			assertThat(description).as(name).endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
			assertThat(description).as(name + " says of what")
				.doesNotContainPattern("^(Its|(What|When) it|[^.]* of its?) ");
			if (property.get("type").asString().equals("java.lang.Boolean")) {
				assertThat(description).as(name).startsWith("Whether ");
			}
		});
	}

	@Test
	void everyMachineHasHint() {
		Map<String, String> hints = new HashMap<>();
		for (JsonNode hint : this.metadata.get("hints")) {
			if (hint.get("name").asString().equals("pctx.sandbox.machine")) {
				hint.get("values")
					.forEach((value) -> hints.put(value.get("value").asString().toUpperCase(Locale.ROOT),
							value.get("description").asString()));
			}
		}
		assertThat(hints)
			.containsOnlyKeys(Arrays.stream(SandboxProperties.Machine.values()).map(Enum::name).toArray(String[]::new));
	}

	private static JsonNode read() {
		try (InputStream input = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getInputStream()) {
			return JsonMapper.shared().readTree(input);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
