package com.portofcontext.pctx.sandbox;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Dependencies point one way: interception, call, libraries, then class path and machine;
 * all of them know the public API, and it knows none of them.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE,
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.DoNotIncludeGuest.class })
class ArchitectureTests {

	static final String BASE = "com.portofcontext.pctx.sandbox";

	@ArchTest
	static final ArchRule api = noClasses().that()
		.resideInAPackage(BASE)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(BASE + ".*..");

	@ArchTest
	static final ArchRule call = noClasses().that()
		.resideInAPackage(BASE + ".call..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(BASE + ".aop..");

	@ArchTest
	static final ArchRule dependencies = noClasses().that()
		.resideInAPackage(BASE + ".dependencies..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(BASE + ".aop..", BASE + ".call..", BASE + ".machine..");

	@ArchTest
	static final ArchRule classpathAndMachine = noClasses().that()
		.resideInAnyPackage(BASE + ".classpath..", BASE + ".machine..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(BASE + ".aop..", BASE + ".call..", BASE + ".dependencies..");

	@ArchTest
	static final ArchRule core = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage(BASE + ".autoconfigure..", BASE + ".maven..", "org.springframework.boot..");

	@ArchTest
	static final ArchRule state = fields().that().areStatic().should().beFinal();

	@ArchTest
	static final ArchRule cycles = slices().matching(BASE + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule streams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

	/**
	 * The guest has rules of its own.
	 */
	static final class DoNotIncludeGuest implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("/sandbox/guest/");
		}

	}

}
