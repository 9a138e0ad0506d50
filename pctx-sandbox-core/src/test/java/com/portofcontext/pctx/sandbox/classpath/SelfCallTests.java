package com.portofcontext.pctx.sandbox.classpath;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanBytecode#selfCalls()}.
 */
class SelfCallTests {

	@ParameterizedTest
	@ValueSource(classes = { Direct.class, InLambda.class, ByMethodReference.class, InAnonymousClass.class,
			InInnerClass.class, InLambdaOfInnerClass.class, ByVariable.class, ByMerge.class, ByCast.class,
			ByHelperParameter.class, ByConstructorArgument.class, ByFluentResult.class, ByForeignResult.class,
			ByOwnField.class, ByStaticField.class, ByArray.class, InConstructor.class, InPrivateCallback.class,
			ByHelperOfBoth.class, ByStaticHelper.class, ByNestedRecord.class })
	void findsCallOnThis(Class<?> type) {
		assertThat(selfCalls(type)).extracting(SelfCall::callee)
			.containsOnly(type.getSimpleName() + ".summarize(String)");
	}

	@ParameterizedTest
	@ValueSource(classes = { NoCall.class, Recursive.class, ByPrivateHelperOfSandboxed.class, ByLambdaOfSandboxed.class,
			ByAnonymousClassOfSandboxed.class, BySelfInjectedField.class, BySelfInjectedFieldInLambda.class,
			ByParameter.class, ByProvider.class, Overload.class, OtherBean.class })
	void acceptsCallOnOther(Class<?> type) {
		assertThat(selfCalls(type)).isEmpty();
	}

	@Test
	void namesCallerAsWritten() {
		assertThat(selfCalls(Direct.class))
			.containsExactly(new SelfCall("Direct.nightly()", "Direct.summarize(String)"));
		assertThat(selfCalls(InLambda.class)).extracting(SelfCall::caller).containsExactly("InLambda.nightly()");
		assertThat(selfCalls(InAnonymousClass.class)).extracting(SelfCall::caller)
			.containsExactly("InAnonymousClass.nightly()");
		assertThat(selfCalls(InConstructor.class)).extracting(SelfCall::caller).containsExactly("InConstructor()");
		assertThat(selfCalls(InInnerClass.class)).extracting(SelfCall::caller)
			.containsExactly("InInnerClass.Inner.get()");
	}

	@Test
	void findsCallFromSuperclass() {
		assertThat(selfCalls(InheritsCaller.class))
			.containsExactly(new SelfCall("Template.nightly()", "InheritsCaller.summarize(String)"));
	}

	@Test
	void findsSuperCall() throws Exception {
		assertThat(BeanBytecode.of(CallsSuper.class, List.of(Direct.class.getDeclaredMethod("summarize", String.class)))
			.selfCalls()).extracting(SelfCall::caller)
			.containsExactlyInAnyOrder("CallsSuper.nightly()", "CallsSuper.weekly()", "Direct.nightly()");
	}

	@Test
	void findsCallByBridge() {
		assertThat(selfCalls(ByBridge.class)).extracting(SelfCall::caller).containsExactly("Generic.nightly(Object)");
	}

	@Test
	void findsCallFromDefaultMethodOfInterface() {
		assertThat(selfCalls(ByDefaultMethod.class)).extracting(SelfCall::caller).containsExactly("Job.nightly()");
	}

	@Test
	void findsCallFromDefaultMethodOfJdkInterface() {
		assertThat(selfCalls(JdkFunction.class)).extracting(SelfCall::caller)
			.containsExactlyInAnyOrder("Function.andThen(Function)", "Function.compose(Function)");
	}

	@Test
	void findsNothingWhenNothingIsSandboxed() {
		assertThat(BeanBytecode.of(Direct.class, List.of()).selfCalls()).isEmpty();
	}

	private static List<SelfCall> selfCalls(Class<?> type) {
		return BeanBytecode
			.of(type,
					Arrays.stream(type.getMethods())
						.filter((method) -> method.isAnnotationPresent(Sandboxed.class) && !method.isBridge())
						.toList())
			.selfCalls();
	}

	static class Direct {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return summarize("");
		}

	}

	static class CallsSuper extends Direct {

		@Override
		public String nightly() {
			return super.summarize("");
		}

		public Supplier<String> weekly() {
			Function<String, String> call = super::summarize;
			return () -> call.apply("");
		}

	}

	static class InLambda {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Supplier<Supplier<String>> nightly() {
			return () -> () -> summarize("");
		}

	}

	static class ByMethodReference {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Stream<String> nightly(List<String> all) {
			return all.stream().map(this::summarize);
		}

	}

	static class InAnonymousClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Runnable nightly() {
			return new Runnable() {
				@Override
				public void run() {
					summarize("");
				}
			};
		}

	}

	static class InInnerClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public class Inner implements Supplier<String> {

			@Override
			public String get() {
				return InInnerClass.this.summarize("");
			}

		}

	}

	static class InLambdaOfInnerClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		class Inner {

			Supplier<String> nightly() {
				return () -> InLambdaOfInnerClass.this.summarize("");
			}

		}

	}

	static class ByVariable {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			ByVariable self = this;
			return self.summarize("");
		}

	}

	static class ByMerge {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly(@Nullable ByMerge proxy) {
			ByMerge self = (proxy != null) ? proxy : this;
			return self.summarize("");
		}

	}

	static class ByCast {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			Object self = this;
			return ((ByCast) self).summarize("");
		}

	}

	static class ByHelperParameter {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return help("", 1L, this);
		}

		private String help(String rows, long number, ByHelperParameter bean) {
			return bean.summarize(rows + number);
		}

	}

	static class ByStaticHelper {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return help(2.0, this);
		}

		static String help(double number, ByStaticHelper bean) {
			return bean.summarize("" + number);
		}

	}

	static class ByConstructorArgument {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return new Helper(this).help();
		}

		private static final class Helper {

			private final ByConstructorArgument bean;

			private Helper(ByConstructorArgument bean) {
				this.bean = bean;
			}

			private String help() {
				return this.bean.summarize("");
			}

		}

	}

	static class ByNestedRecord {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return new Helper(this).bean().summarize("");
		}

		record Helper(ByNestedRecord bean) {
		}

	}

	static class ByFluentResult {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public ByFluentResult with() {
			return this;
		}

		public String nightly() {
			return with().summarize("");
		}

	}

	static class ByForeignResult {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return Objects.requireNonNull(this).summarize("");
		}

	}

	static class ByOwnField {

		private @Nullable ByOwnField self;

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public void init() {
			this.self = this;
		}

		public String nightly() {
			return Objects.requireNonNull(this.self).summarize("");
		}

	}

	static class ByStaticField {

		static @Nullable ByStaticField instance;

		@SuppressWarnings("this-escape")
		ByStaticField() {
			instance = this;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public static String nightly() {
			return Objects.requireNonNull(instance).summarize("");
		}

	}

	static class ByArray {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			ByArray[] all = { this };
			return all[0].summarize("");
		}

	}

	static class InConstructor {

		@SuppressWarnings("this-escape")
		InConstructor() {
			summarize("");
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	static class InPrivateCallback {

		@Sandboxed
		public String summarize(String rows) {
			callback();
			return rows;
		}

		@Deprecated
		@Callback
		private void callback() {
			if (hashCode() == 0) {
				summarize("");
			}
		}

	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@interface Callback {

	}

	static class ByHelperOfBoth {

		@Sandboxed
		public String summarize(String rows) {
			return rows.isEmpty() ? rows : help(rows);
		}

		public String nightly() {
			return help("");
		}

		private String help(String rows) {
			return summarize(rows.substring(1));
		}

	}

	static class Template {

		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return summarize("");
		}

	}

	static class InheritsCaller extends Template {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return super.summarize(rows);
		}

	}

	interface Generic<T> {

		T summarize(T rows);

		default T nightly(T rows) {
			return summarize(rows);
		}

	}

	static class ByBridge implements Generic<String> {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	interface Job {

		String summarize(String rows);

		default String nightly() {
			return summarize("");
		}

	}

	static class ByDefaultMethod implements Job {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	static class JdkFunction implements Function<String, String> {

		@Override
		@Sandboxed
		public String apply(String rows) {
			return rows;
		}

	}

	static class NoCall {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return toString();
		}

	}

	static class Recursive {

		@Sandboxed
		public String summarize(String rows) {
			return rows.isEmpty() ? rows : summarize(rows.substring(1));
		}

	}

	static class ByPrivateHelperOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return rows.isEmpty() ? rows : help(rows);
		}

		private String help(String rows) {
			return summarize(rows.substring(1));
		}

	}

	static class ByLambdaOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return Stream.of(rows).map((row) -> summarize(row.substring(1))).findFirst().orElse("");
		}

	}

	static class ByAnonymousClassOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return new Object() {
				String again() {
					return summarize("");
				}
			}.again();
		}

	}

	static class BySelfInjectedField {

		private final BySelfInjectedField self;

		BySelfInjectedField(BySelfInjectedField self) {
			this.self = self;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return this.self.summarize("");
		}

	}

	static class BySelfInjectedFieldInLambda {

		private final BySelfInjectedFieldInLambda self;

		BySelfInjectedFieldInLambda(BySelfInjectedFieldInLambda self) {
			this.self = self;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Runnable nightly() {
			Supplier<Function<String, String>> call = () -> this.self::summarize;
			return () -> call.get().apply(this.self.summarize(""));
		}

	}

	static class ByParameter {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly(ByParameter proxy) {
			return proxy.summarize("");
		}

	}

	static class ByProvider {

		private final Function<Class<?>, Object> beans;

		ByProvider(Function<Class<?>, Object> beans) {
			this.beans = beans;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return ((ByProvider) this.beans.apply(getClass())).summarize("");
		}

	}

	static class Overload {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String summarize(String rows, int limit) {
			return rows.substring(limit);
		}

		public String nightly() {
			return summarize("", 0);
		}

	}

	static class OtherBean {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return new NoCall().summarize("");
		}

	}

}
