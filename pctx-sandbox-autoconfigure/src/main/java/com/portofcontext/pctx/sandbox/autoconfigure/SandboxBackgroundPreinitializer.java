package com.portofcontext.pctx.sandbox.autoconfigure;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.call.ValueTypes;
import com.portofcontext.pctx.sandbox.classpath.BeanBytecode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads what the start-up verification needs while the application is still reading its
 * configuration.
 */
class SandboxBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() throws NoSuchMethodException {
		Method method = Example.class.getDeclaredMethod("call", List.class);
		new ValueTypes().problems(Example.class, method);
		BeanBytecode bytecode = BeanBytecode.of(Example.class, List.of(method));
		bytecode.selfCalls();
		bytecode.fieldReads();
	}

	static class Example {

		private final String field = "";

		Map<String, Value> call(List<Value> values) {
			return Map.of(this.field, values.get(0));
		}

		record Value(String text, double number, @Nullable Duration duration) {

		}

	}

}
