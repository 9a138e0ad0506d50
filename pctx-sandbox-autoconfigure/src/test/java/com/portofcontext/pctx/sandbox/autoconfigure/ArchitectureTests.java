package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The auto-configuration wires what core and guest have, and shows properties only.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String BASE = "com.portofcontext.pctx.sandbox.autoconfigure";

	private static final String GUEST = "com.portofcontext.pctx.sandbox.guest";

	/** An application need not have health, nor metrics. */
	private static final Set<String> OPTIONAL = Set.of(BASE + ".SandboxHealth", BASE + ".SandboxMetrics");

	@ArchTest
	static final ArchRule guest = noClasses().should().dependOnClassesThat().resideInAPackage(GUEST + ".worker..");

	@ArchTest
	static final ArchRule publicClasses = classes().that()
		.arePublic()
		.and()
		.areTopLevelClasses()
		.should()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.orShould()
		.haveSimpleName("SandboxProperties");

	@ArchTest
	static final ArchRule optional = noClasses()
		.that(DescribedPredicate.not(DescribedPredicate.describe("are of health or metrics",
				(JavaClass type) -> OPTIONAL.stream().anyMatch((name) -> type.getName().startsWith(name)))))
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.health..", "io.micrometer.core..");

	@ArchTest
	static final ArchRule state = fields().that().areStatic().should().beFinal();

}
