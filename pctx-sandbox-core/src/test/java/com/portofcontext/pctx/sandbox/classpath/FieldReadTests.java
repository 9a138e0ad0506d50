package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanBytecode#fieldReads()}.
 */
class FieldReadTests {

	@Test
	void findsFieldsThatSandboxedCodeReads() throws Exception {
		assertThat(BeanBytecode.of(Reports.class, List.of(Reports.class.getMethod("summarize"))).fieldReads())
			.containsExactlyInAnyOrder(new FieldRead(Reports.class, "direct", "Reports.summarize()"),
					new FieldRead(Reports.class, "byHelper", "Reports.help()"),
					new FieldRead(Reports.class, "byLambda", "Reports.summarize()"),
					new FieldRead(Reports.class, "byInner", "Reports.Inner.get()"),
					new FieldRead(Base.class, "inherited", "Base.inherited()"),
					new FieldRead(Base.class, "visible", "Reports.summarize()"));
	}

	@Test
	void findsStaticFieldsThatSandboxedCodeReads() throws Exception {
		BeanBytecode bytecode = BeanBytecode.of(Reports.class, List.of(Reports.class.getMethod("summarize")));
		assertThat(bytecode.staticFieldReads())
			.containsExactly(new FieldRead(Base.class, "constant", "Reports.summarize()"));
	}

	@Test
	void findsNothingInMethodThatReadsNothing() throws Exception {
		assertThat(BeanBytecode.of(Reports.class, List.of(Reports.class.getMethod("nothing"))).fieldReads()).isEmpty();
	}

	@Test
	void findsFieldOfSuperclassMethodOnlyWhenItIsNotOverridden() throws Exception {
		assertThat(BeanBytecode.of(Reports.class, List.of(Reports.class.getMethod("overridden"))).fieldReads())
			.isEmpty();
		assertThat(BeanBytecode.of(Base.class, List.of(Base.class.getMethod("overridden"))).fieldReads())
			.containsExactly(new FieldRead(Base.class, "inherited", "Base.overridden()"));
	}

	static class Base {

		static String constant = "constant";

		protected String visible = "";

		private String inherited = "";

		String inherited() {
			return this.inherited;
		}

		public String overridden() {
			return this.inherited;
		}

	}

	static class Reports extends Base {

		private String direct = "";

		private String byHelper = "";

		private String byLambda = "";

		private String byInner = "";

		private String inHost = "";

		private String written = "";

		public String summarize() {
			this.written = constant;
			Supplier<String> lambda = () -> this.byLambda;
			return this.direct + help() + lambda.get() + new Inner().get() + inherited() + this.visible;
		}

		private String help() {
			return this.byHelper;
		}

		public String nothing() {
			return new Other("").name();
		}

		@Override
		public String overridden() {
			return "";
		}

		public String host() {
			return this.inHost + this.written;
		}

		class Inner {

			String get() {
				return Reports.this.byInner;
			}

			String host() {
				return toString();
			}

		}

		record Other(String name) {
		}

	}

}
