package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of a type that only a module of the application's can carry.
 */
@SandboxApplicationTest
@TestPropertySource(properties = "pctx.sandbox.jackson.modules="
		+ "com.portofcontext.pctx.sandbox.autoconfigure.SandboxModulesTests$AmountModule")
class SandboxModulesTests {

	@Autowired
	private Accounts accounts;

	@Test
	void whenModuleIsNamedThenItCarriesArgumentAndResult() {
		List<Amount> amounts = List.of(Amount.ofCents(100), Amount.ofCents(23));
		assertThat(this.accounts.total(amounts).cents()).isEqualTo(123);
	}

	@Test
	void whenModuleIsNotNamedThenStartIsRefused() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withBean(Accounts.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContainingAll("Amount", "cannot travel"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.Absent", "java.lang.String" })
	void whenModuleCannotBeUsedThenStartIsRefusedEvenWithNothingSandboxed(String name) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withPropertyValues("pctx.sandbox.pool.warm-up=false", "pctx.sandbox.jackson.modules=" + name)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(SandboxDefinitionException.class.getName()
						+ ": 'pctx.sandbox.jackson.modules' names '" + name + "'"));
	}

	static class Accounts {

		@Sandboxed
		public Amount total(List<Amount> amounts) {
			return Amount.ofCents(amounts.stream().mapToLong(Amount::cents).sum());
		}

	}

	/** Nothing tells Jackson how to make one. */
	static final class Amount {

		private final long value;

		private Amount(long value) {
			this.value = value;
		}

		static Amount ofCents(long cents) {
			return new Amount(cents);
		}

		long cents() {
			return this.value;
		}

	}

	public static class AmountModule extends SimpleModule {

		private static final long serialVersionUID = 1L;

		public AmountModule() {
			addSerializer(Amount.class, new AmountWriter());
			addDeserializer(Amount.class, new AmountReader());
		}

	}

	static class AmountWriter extends ValueSerializer<Amount> {

		@Override
		public void serialize(Amount value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.cents() + "c");
		}

	}

	static class AmountReader extends ValueDeserializer<Amount> {

		@Override
		public Amount deserialize(JsonParser parser, DeserializationContext context) {
			String text = parser.getString();
			return Amount.ofCents(Long.parseLong(text.substring(0, text.length() - 1)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Accounts.class)
	static class Application {

	}

}
