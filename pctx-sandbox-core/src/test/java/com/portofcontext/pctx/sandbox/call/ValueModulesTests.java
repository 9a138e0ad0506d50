package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ValueModulesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			com.example.Absent | cannot be loaded
			java.lang.String   | is no tools.jackson.databind.JacksonModule
			com.portofcontext.pctx.sandbox.call.ValueModulesTests$Private  | cannot be made
			com.portofcontext.pctx.sandbox.call.ValueModulesTests$Throwing | cannot be made
			com.portofcontext.pctx.sandbox.call.ValueModulesTests$Unfit    | cannot be added to the mapper
			""")
	void whenModuleCannotBeUsedThenPropertyAndReasonAreSaid(String name, String reason) {
		assertThatExceptionOfType(SandboxDefinitionException.class)
			.isThrownBy(() -> ValueModules.of(List.of(name), null))
			.withMessageContainingAll("'pctx.sandbox.jackson.modules'", "'" + name + "'", reason);
	}

	@Test
	void whenModuleKnowsTypeThenItCanBeCarried() {
		JavaType type = ValueMapper.create().constructType(Amount.class);
		assertThat(new ValueTypes(ValueModules.NONE).problem("parameter 0", type)).contains("cannot travel");
		ValueModules modules = ValueModules.of(List.of(AmountModule.class.getName()), null);
		assertThat(new ValueTypes(modules).problem("parameter 0", type)).isNull();
		assertThat(modules.names()).containsExactly(AmountModule.class.getName());
	}

	@Test
	void whenModuleKnowsTypeThenWhatIsRefusedStaysRefused() {
		JavaType type = ValueMapper.create().constructType(InputStream.class);
		ValueModules modules = ValueModules.of(List.of(AmountModule.class.getName()), null);
		assertThat(new ValueTypes(modules).problem("parameter 0", type)).contains("cannot travel");
	}

	static final class Amount {

		private final long cents;

		private Amount(long cents) {
			this.cents = cents;
		}

	}

	public static class AmountModule extends SimpleModule {

		private static final long serialVersionUID = 1L;

		public AmountModule() {
			addSerializer(Amount.class, new ValueSerializer<Amount>() {

				@Override
				public void serialize(Amount value, JsonGenerator generator, SerializationContext context) {
					generator.writeNumber(value.cents);
				}

			});
			addDeserializer(Amount.class, new ValueDeserializer<Amount>() {

				@Override
				public Amount deserialize(JsonParser parser, DeserializationContext context) {
					return new Amount(parser.getLongValue());
				}

			});
		}

	}

	static final class Private extends SimpleModule {

		private static final long serialVersionUID = 1L;

		private Private() {
		}

	}

	public static class Throwing extends SimpleModule {

		private static final long serialVersionUID = 1L;

		public Throwing() {
			throw new IllegalStateException("made to throw");
		}

	}

	public static class Unfit extends SimpleModule {

		private static final long serialVersionUID = 1L;

		@Override
		public void setupModule(JacksonModule.SetupContext context) {
			throw new IllegalStateException("made to throw");
		}

	}

}
