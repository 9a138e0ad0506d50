package com.portofcontext.pctx.sandbox.maven;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

/**
 * The resolver knows what it is asked for, and nothing else of the sandbox; nobody needs
 * to know more of it than that it is one.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String BASE = "com.portofcontext.pctx.sandbox.maven";

	@ArchTest
	static final ArchRule outside = noClasses().should()
		.dependOnClassesThat(
				resideInAnyPackage("com.portofcontext..", "org.springframework..").and(not(resideInAPackage(BASE)))
					.and(not(resideInAPackage("com.portofcontext.pctx.sandbox.dependencies"))));

	@ArchTest
	static final ArchRule publicClasses = classes().that()
		.arePublic()
		.should()
		.beAssignableTo("com.portofcontext.pctx.sandbox.dependencies.DependencyResolver");

	@ArchTest
	static final ArchRule streams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

	@ArchTest
	static final ArchRule state = fields().that().areStatic().should().beFinal();

}
