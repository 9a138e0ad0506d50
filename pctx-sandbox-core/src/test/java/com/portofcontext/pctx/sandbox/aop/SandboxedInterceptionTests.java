package com.portofcontext.pctx.sandbox.aop;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a method is declared sandboxed, its calls go to the sandbox.
 */
class SandboxedInterceptionTests {

	@ParameterizedTest
	@ValueSource(classes = { OnMethod.class, OnClass.class, InheritedClass.class, InheritedMethod.class,
			ByInterface.class, BySuperInterface.class, ByInheritedImplementation.class, ByDefaultMethod.class,
			Composed.class, Generic.class, GenericChild.class, PackagePrivate.class, Protected.class, Covariant.class,
			VisibilityBridge.class })
	void whenCalledThenGoesToSandbox(Class<? extends Runs> beanClass) {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(beanClass)) {
			assertThat(context.getBean(Runs.class).call()).isEqualTo(RecordingInvoker.RESULT);
			assertThat(SandboxContext.calls(context)).singleElement().satisfies((call) -> {
				assertThat(call.method().beanClass()).isEqualTo(beanClass);
				assertThat(call.target()).isExactlyInstanceOf(beanClass);
				assertThat(call.method().method().isBridge()).isFalse();
			});
		}
	}

	@Test
	void whenOtherMethodIsCalledThenItRunsHere() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(OnMethod.class)) {
			assertThat(context.getBean(OnMethod.class).other()).isEqualTo("here");
			assertThat(SandboxContext.calls(context)).isEmpty();
		}
	}

	@Test
	void whenNothingIsSandboxedThenBeanIsNotProxied() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Plain.class)) {
			assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse();
			assertThat(context.getBean(SandboxedMethods.class).all()).isEmpty();
		}
	}

	@Test
	void whenMethodIsFoundThenItsSpecIsComplete() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Spec.class)) {
			assertThat(context.getBean(SandboxedMethods.class).all()).singleElement().satisfies((method) -> {
				assertThat(method.beanName()).isEqualTo("Spec");
				assertThat(method.parameterTypes()).extracting((type) -> type.toCanonical())
					.containsExactly("java.util.List<java.lang.String>", "int");
				assertThat(method.resultType().toCanonical()).isEqualTo("java.lang.String");
				assertThat(method.future()).isTrue();
				assertThat(method.declaredExceptions()).isEqualTo(List.of(IOException.class));
				assertThat(method.policy()).isEqualTo(SandboxContext.TIGHT);
			});
		}
	}

	interface Runs {

		Object call();

	}

	abstract static class Fails implements Runs {

		static <T> T inHost() {
			throw new AssertionError("Ran in the host");
		}

	}

	static class OnMethod extends Fails {

		@Override
		@Sandboxed
		public Object call() {
			return inHost();
		}

		String other() {
			return "here";
		}

	}

	@Sandboxed
	static class OnClass extends Fails {

		@Override
		public Object call() {
			return inHost();
		}

	}

	static class InheritedClass extends OnClass {

	}

	static class InheritedMethod extends OnMethod {

		@Override
		public Object call() {
			return inHost();
		}

	}

	interface Annotated {

		@Sandboxed
		Object call();

	}

	static class ByInterface extends Fails implements Annotated {

		@Override
		public Object call() {
			return inHost();
		}

	}

	@Sandboxed
	interface AnnotatedType {

		Object call();

	}

	interface Between extends AnnotatedType {

	}

	static class BySuperInterface extends Fails implements Between {

		@Override
		public Object call() {
			return inHost();
		}

	}

	static class Innocent extends Fails {

		@Override
		public Object call() {
			return inHost();
		}

	}

	static class ByInheritedImplementation extends Innocent implements Annotated {

	}

	interface Default extends Runs {

		@Override
		@Sandboxed
		default Object call() {
			return Fails.inHost();
		}

	}

	static class ByDefaultMethod implements Default {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@Sandboxed(profile = "tight")
	@interface Tight {

	}

	static class Composed extends Fails {

		@Override
		@Tight
		public Object call() {
			return inHost();
		}

	}

	interface Converter<T> {

		@Sandboxed
		Object convert(T value);

	}

	static class Generic implements Converter<String>, Runs {

		@Autowired
		private @Lazy Converter<String> self;

		@Override
		public Object convert(String value) {
			return Fails.inHost();
		}

		@Override
		public Object call() {
			return this.self.convert("x");
		}

	}

	abstract static class GenericParent<T> {

		@Sandboxed
		public Object convert(T value) {
			return Fails.inHost();
		}

	}

	static class GenericChild extends GenericParent<Integer> implements Runs {

		@Autowired
		@SuppressWarnings("rawtypes")
		private @Lazy GenericParent self;

		@Override
		public Object convert(Integer value) {
			return Fails.inHost();
		}

		@Override
		@SuppressWarnings("unchecked")
		public Object call() {
			return this.self.convert(1);
		}

	}

	static class PackagePrivate implements Runs {

		@Autowired
		private @Lazy PackagePrivate self;

		@Sandboxed
		Object run() {
			return Fails.inHost();
		}

		@Override
		public Object call() {
			return this.self.run();
		}

	}

	static class Protected implements Runs {

		@Autowired
		private @Lazy Protected self;

		@Sandboxed
		protected Object run() {
			return Fails.inHost();
		}

		@Override
		public Object call() {
			return this.self.run();
		}

	}

	static class Covariant extends Fails {

		@Override
		@Sandboxed
		public String call() {
			return inHost();
		}

	}

	static class Hidden {

		@Sandboxed
		public Object call() {
			return Fails.inHost();
		}

	}

	public static class VisibilityBridge extends Hidden implements Runs {

	}

	static class Plain {

		public void run() {
		}

	}

	static class Spec {

		@Sandboxed(profile = "tight")
		public CompletableFuture<String> run(List<String> names, int count) throws IOException {
			return Fails.inHost();
		}

	}

}
