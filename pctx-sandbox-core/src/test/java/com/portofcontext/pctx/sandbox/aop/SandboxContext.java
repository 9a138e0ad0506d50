package com.portofcontext.pctx.sandbox.aop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Application contexts with the sandbox in them.
 */
final class SandboxContext {

	static final SandboxPolicy TIGHT = SandboxPolicy.DEFAULT.withMemory(DataSize.ofMegabytes(128)).withCpus(0.5);

	private SandboxContext() {
	}

	static AnnotationConfigApplicationContext start(Class<?>... beans) {
		return start((context) -> {
		}, beans);
	}

	static AnnotationConfigApplicationContext start(Consumer<AnnotationConfigApplicationContext> customizer,
			Class<?>... beans) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(SandboxConfiguration.class);
		Arrays.stream(beans).forEach((bean) -> context.registerBean(bean.getSimpleName(), bean));
		customizer.accept(context);
		try {
			context.refresh();
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
		return context;
	}

	static List<RecordingInvoker.Call> calls(AnnotationConfigApplicationContext context) {
		return context.getBean(RecordingInvoker.class).calls();
	}

	static List<SandboxViolation> violations(Class<?>... beans) {
		return violations(() -> start(beans).close());
	}

	static List<SandboxViolation> violations(ThrowingCallable callable) {
		Throwable thrown = catchThrowable(callable);
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SandboxViolationException ex) {
				return ex.getViolations();
			}
		}
		throw new AssertionError("No violation", thrown);
	}

	@Configuration(proxyBeanMethods = false)
	static class SandboxConfiguration {

		@Bean
		static SandboxedMethods sandboxedMethods() {
			return new SandboxedMethods();
		}

		@Bean
		static SandboxedBeanPostProcessor sandboxedBeanPostProcessor(SandboxedMethods methods,
				ObjectProvider<SandboxInvoker> invoker) {
			SandboxPolicies policies = new SandboxPolicies(SandboxPolicy.DEFAULT, Map.of("tight", TIGHT));
			return new SandboxedBeanPostProcessor(policies, methods, ValueModules.NONE, invoker::getObject);
		}

		@Bean
		RecordingInvoker recordingInvoker() {
			return new RecordingInvoker();
		}

	}

}
