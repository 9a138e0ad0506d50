package com.portofcontext.pctx.sandbox.guest;

import com.portofcontext.pctx.sandbox.guest.worker.WorkerMain;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Agent and worker know the protocol and not each other: between them is the wall. What
 * runs beyond it brings nothing but Jackson along.
 */
@AnalyzeClasses(packages = ArchitectureTests.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String BASE = "com.portofcontext.pctx.sandbox.guest";

	@ArchTest
	static final ArchRule protocol = noClasses().that()
		.resideInAPackage(BASE + ".protocol..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(BASE + ".agent..", BASE + ".worker..");

	/** A worker is a program that the agent starts: it has the name of its main class. */
	@ArchTest
	static final ArchRule agent = noClasses().that()
		.resideInAPackage(BASE + ".agent..")
		.should()
		.dependOnClassesThat(
				resideInAPackage(BASE + ".worker..").and(not(simpleName(WorkerMain.class.getSimpleName()))));

	@ArchTest
	static final ArchRule worker = classes().that()
		.resideInAPackage(BASE + ".worker..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(BASE + ".worker..", BASE + ".protocol..", "java..", "tools.jackson..", "org.jspecify..");

	@ArchTest
	static final ArchRule limits = noClasses().that()
		.resideInAPackage(BASE + ".agent.limits..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(BASE + ".agent.jail..");

	@ArchTest
	static final ArchRule jailsAndLimits = noClasses().that()
		.resideInAnyPackage(BASE + ".agent.jail..", BASE + ".agent.limits..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(BASE + ".agent");

	@ArchTest
	static final ArchRule outside = noClasses().should()
		.dependOnClassesThat(resideInAPackage("org.springframework..")
			.or(resideInAPackage("com.portofcontext..").and(not(resideInAPackage(BASE + "..")))));

	/** Nobody calls a worker: it is started as a program. */
	@ArchTest
	static final ArchRule workerIsClosed = classes().that()
		.resideInAPackage(BASE + ".worker..")
		.and()
		.doNotHaveFullyQualifiedName(WorkerMain.class.getName())
		.and()
		.areTopLevelClasses()
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule serialization = noClasses().should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("java.io.ObjectInputStream");

	@ArchTest
	static final ArchRule state = fields().that().areStatic().should().beFinal();

	@ArchTest
	static final ArchRule cycles = slices().matching(BASE + ".(**)").should().beFreeOfCycles();

}
