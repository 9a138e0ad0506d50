package com.portofcontext.pctx.sandbox.classpath;

import java.util.Objects;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanBytecode#selfCalls()}, by the ways in which {@code this} reaches
 * the call.
 */
class AliasedSelfCallTests {

	@ParameterizedTest
	@ValueSource(classes = { ByVariable.class, ByMerge.class, ByCast.class, ByHelperParameter.class,
			ByStaticHelper.class, ByConstructorArgument.class, ByNestedRecord.class, ByFluentResult.class,
			ByForeignResult.class, ByOwnField.class, ByStaticField.class, ByArray.class, ByHelperOfBoth.class })
	void findsCallOnThis(Class<?> type) {
		assertThat(SelfCalls.of(type)).extracting(SelfCall::callee)
			.containsOnly(type.getSimpleName() + ".summarize(String)");
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

}
