package com.portofcontext.pctx.sandbox.aop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.call.DataField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a sandboxed method reads of its bean: data travels, beans stay behind.
 */
class SandboxedFieldTests {

	static Stream<Arguments> refusedFields() {
		return Stream.of(Arguments.of(ReadsBean.class, "'helper'"),
				Arguments.of(ReadsBeanThroughOther.class, "'helper'"), Arguments.of(ReadsBeanInList.class, "'helpers'"),
				Arguments.of(ReadsStereotype.class, "'stereotyped'"), Arguments.of(ReadsInterface.class, "'port'"),
				Arguments.of(ReadsSupplier.class, "'supplier'"), Arguments.of(ReadsRecordOfBean.class, "'holder'"),
				Arguments.of(ReadsPropertyOfBean.class, "'pojo'"), Arguments.of(ReadsListOfRecords.class, "'holders'"),
				Arguments.of(ReadsRecordThatIsBean.class, "'keys'"));
	}

	@ParameterizedTest
	@MethodSource("refusedFields")
	void whenMethodReadsBeanThenApplicationDoesNotStart(Class<?> beanClass, String field) {
		assertThat(SandboxContext.violations(beanClass, Helper.class, Vault.class)).singleElement()
			.satisfies((violation) -> {
				assertThat(violation.method()).isEqualTo("run()");
				assertThat(violation.description()).contains("reads the field " + field);
				assertThat(violation.action()).contains("Pass what is needed as an argument");
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { ReadsStaticBean.class, ReadsStaticListOfBeans.class, ReadsInheritedStaticBean.class })
	void whenMethodReadsBeanInStaticFieldThenApplicationDoesNotStart(Class<?> beanClass) {
		assertThat(SandboxContext.violations(beanClass, Helper.class)).singleElement().satisfies((violation) -> {
			assertThat(violation.method()).isEqualTo("run()");
			assertThat(violation.description()).contains("reads the static field 'helper", "which is a bean");
			assertThat(violation.action()).contains("Pass what is needed as an argument", "final");
		});
	}

	@Test
	void whenMethodReadsStaticFieldThatItsClassSetsThenApplicationStarts() {
		SandboxContext.start(ReadsStaticData.class, Helper.class).close();
	}

	@Test
	void whenMethodReadsDataThenFieldsTravel() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(ReadsData.class, Helper.class)) {
			List<DataField> fields = context.getBean(SandboxedMethods.class).ofBean("ReadsData").get(0).dataFields();
			assertThat(fields).extracting((field) -> field.field().getName())
				.containsExactlyInAnyOrder("limit", "timeout", "names", "settings", "pojo");
		}
	}

	static class Helper {

		private final AtomicInteger count = new AtomicInteger();

		int help() {
			return this.count.incrementAndGet();
		}

	}

	static class ReadsBean {

		@Autowired
		private Helper helper;

		@Sandboxed
		public int run() {
			return this.helper.help();
		}

	}

	static class ReadsStaticBean {

		static Helper helper;

		@Sandboxed
		public int run() {
			return helper.help();
		}

	}

	static class ReadsStaticListOfBeans {

		private static List<Helper> helpers;

		@Sandboxed
		public int run() {
			return helpers.size();
		}

	}

	static class ReadsInheritedStaticBean extends ReadsStaticBean {

		@Sandboxed
		@Override
		public int run() {
			return ReadsStaticBean.helper.help();
		}

	}

	static class ReadsStaticData {

		private static final Helper OWN = new Helper();

		private static final Port PORT = () -> 1;

		private static int calls;

		@Sandboxed
		public int run() {
			return OWN.help() + PORT.open() + ++calls;
		}

	}

	static class ReadsBeanThroughOther {

		@Autowired
		private Helper helper;

		@Sandboxed
		public int run() {
			return helper();
		}

		private int helper() {
			return this.helper.help();
		}

	}

	static class ReadsBeanInList {

		@Autowired
		private List<Helper> helpers;

		@Sandboxed
		public int run() {
			return this.helpers.size();
		}

	}

	@Component
	static class Stereotyped {

		public int number = 1;

	}

	static class ReadsStereotype {

		private final Stereotyped stereotyped = new Stereotyped();

		@Sandboxed
		public int run() {
			return this.stereotyped.number;
		}

	}

	interface Port {

		int open();

	}

	static class ReadsInterface {

		private final Port port = () -> 1;

		@Sandboxed
		public int run() {
			return this.port.open();
		}

	}

	static class ReadsSupplier {

		private final Supplier<Integer> supplier = () -> 1;

		@Sandboxed
		public int run() {
			return this.supplier.get();
		}

	}

	static class Vault {

		public String secret = "secret";

	}

	record Holder(String name, Vault vault) {

	}

	static class PojoOfBean {

		public Vault vault = new Vault();

	}

	static class ReadsRecordOfBean {

		private final Holder holder = new Holder("", new Vault());

		@Sandboxed
		public int run() {
			return this.holder.name().length();
		}

	}

	static class ReadsPropertyOfBean {

		private final PojoOfBean pojo = new PojoOfBean();

		@Sandboxed
		public int run() {
			return this.pojo.hashCode();
		}

	}

	static class ReadsListOfRecords {

		private final List<Map<String, Holder>> holders = List.of();

		@Sandboxed
		public int run() {
			return this.holders.size();
		}

	}

	@Component
	record Keys(String secret) {

	}

	static class ReadsRecordThatIsBean {

		private final Keys keys = new Keys("");

		@Sandboxed
		public int run() {
			return this.keys.secret().length();
		}

	}

	record Settings(String region, Map<String, Integer> weights) {

	}

	static class Pojo {

		public String name = "pojo";

	}

	static class ReadsData {

		@Autowired
		private Helper helper;

		private final int limit = Integer.parseInt("5");

		private final Duration timeout = Duration.ofSeconds(1);

		private final List<String> names = List.of("a");

		private final Settings settings = new Settings("eu", Map.of());

		private final Pojo pojo = new Pojo();

		@Sandboxed
		public int run() {
			return this.limit + (int) this.timeout.toSeconds() + this.names.size() + this.settings.region().length()
					+ this.pojo.name.length();
		}

		int help() {
			return this.helper.help();
		}

	}

}
