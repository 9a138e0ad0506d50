package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A bean in the value of a data field stays behind, though the field's type does not tell
 * of it.
 */
class MethodCodecTests {

	private final CBORMapper mapper = ValueMapper.create();

	static Stream<Object> valuesWithBean() {
		return Stream.of(new Vault(), List.of(new Vault()), Map.of("vault", new Vault()), Optional.of(new Vault()),
				new Object[] { new Vault() }, new Holder(new Vault()), new BeanMap());
	}

	@ParameterizedTest
	@MethodSource("valuesWithBean")
	void whenDataFieldHoldsBeanThenItIsNotWritten(Object value) throws Exception {
		assertThatExceptionOfType(SandboxException.class).isThrownBy(() -> write("any", value))
			.withMessageContainingAll("was not called", "'any'", "holds a bean", "Pass what is needed as an argument");
	}

	@Test
	void whenSubclassOfDataHoldsBeanThenItIsNotWritten() {
		assertThatExceptionOfType(SandboxException.class).isThrownBy(() -> write("box", new Box(new Rich())))
			.withMessageContainingAll("'box'", Vault.class.getName());
	}

	@Test
	void whenDataFieldHoldsDataThenItIsWritten() throws Exception {
		assertThat(write("any", Map.of("name", List.of(1, "text", new Data())))).isNotEmpty();
		assertThat(write("data", new Data())).isNotEmpty();
		assertThat(write("box", new Box(new Data()))).isNotEmpty();
		assertThat(write("data", null)).isNotEmpty();
	}

	@Test
	void whenArgumentIsBeanThenCallerNamedItAndItIsWritten() throws Exception {
		assertThat(write("data", new Data(), new Vault())).contains("secret".getBytes());
	}

	private byte[] write(String field, @Nullable Object value) throws ReflectiveOperationException {
		return write(field, value, "argument");
	}

	private byte[] write(String field, @Nullable Object value, Object argument) throws ReflectiveOperationException {
		Bean bean = new Bean();
		Field declared = Bean.class.getDeclaredField(field);
		declared.set(bean, value);
		Method method = Bean.class.getDeclaredMethod("run", Object.class);
		return new MethodCodec(new SandboxedMethod("bean", Bean.class, method,
				List.of(this.mapper.constructType(Object.class)), this.mapper.constructType(int.class), false,
				List.of(new DataField(declared, this.mapper.constructType(declared.getGenericType()),
						(type) -> type == Vault.class || type == BeanMap.class)),
				List.of(), SandboxPolicy.DEFAULT, List.of()), this.mapper)
			.write(bean, new Object[] { argument });
	}

	static class Bean {

		@Nullable Object any;

		@Nullable Data data;

		@Nullable Box box;

		int run(Object argument) {
			return 1;
		}

	}

	static class Vault {

		public String secret = "secret";

	}

	static class BeanMap extends HashMap<String, String> {

		private static final long serialVersionUID = 1L;

	}

	record Holder(Vault vault) {

	}

	record Box(Data data) {

	}

	static class Data {

		public String name = "name";

	}

	static class Rich extends Data {

		public Vault vault = new Vault();

	}

}
