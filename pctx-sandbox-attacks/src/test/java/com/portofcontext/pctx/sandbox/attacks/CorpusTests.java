package com.portofcontext.pctx.sandbox.attacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Every attack, tried in one place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CorpusTests {

	private final String name;

	private final List<String> verdicts = new ArrayList<>();

	private Range range;

	CorpusTests(String name) {
		this.name = name;
	}

	abstract Range open() throws Exception;

	abstract String judge(Attack attack, Range range) throws Exception;

	@BeforeAll
	void start() throws Exception {
		this.range = open();
	}

	/** Also for those who want a table: see dev/attacks. */
	@AfterAll
	void close() throws Exception {
		this.range.close();
		Path file = Path.of("target", "attacks", this.name + ".tsv");
		Files.createDirectories(file.getParent());
		Files.write(file, this.verdicts);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("attacks")
	void holds(Named attack) throws Exception {
		String verdict = "FAILED";
		try {
			verdict = judge(attack.create(), this.range);
		}
		finally {
			this.verdicts.add(String.join("\t", attack.promise(), attack.title(), verdict));
		}
	}

	static Stream<Named> attacks() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(Attack.class));
		String only = System.getProperty("attacks", "");
		return scanner.findCandidateComponents(Attack.class.getPackageName())
			.stream()
			.map((candidate) -> candidate.getBeanClassName())
			.filter((type) -> Pattern.compile(only).matcher(type).find())
			.sorted(Comparator.naturalOrder())
			.map(Named::new);
	}

	/**
	 * An attack and what its class says of it.
	 *
	 * @param type the name of its class
	 */
	record Named(String type) {

		/** Its package. */
		String promise() {
			String[] parts = this.type.split("\\.");
			return parts[parts.length - 2];
		}

		String title() {
			return ClassUtils.getShortName(this.type).replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase();
		}

		Attack create() throws ReflectiveOperationException {
			var constructor = Class.forName(this.type).getDeclaredConstructor();
			constructor.setAccessible(true);
			return (Attack) constructor.newInstance();
		}

		@Override
		public String toString() {
			return promise() + ": " + title();
		}

	}

}
