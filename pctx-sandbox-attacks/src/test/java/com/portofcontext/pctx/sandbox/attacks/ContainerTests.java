package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.console.ConsoleLauncher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a container: what holds there, and what it takes.
 */
class ContainerTests {

	private static final String ATTACK = "com.portofcontext.pctx.sandbox.attacks.files.WriteOutsideScratch";

	/** What the attack writes, where it runs. */
	private static final String EVIDENCE = "pctx-written";

	private static final String NO_LIMITS = "--pctx.sandbox.local.unenforced=memory,cpu,processes";

	/** A container has files, accounts, processes, cgroups and namespaces of its own. */
	private static final String ATTACKS = String.join("|",
			"\\.(environment|files|neighbours|network|privileges|signals)\\.",
			"\\.kernel\\..*(Chroot|ControlGroup|Handle|[Mm]ount|Namespace|PivotRoot)", "\\.bombs\\.(Cpu|Fork|Map)Bomb");

	@TempDir
	private Path directory;

	@BeforeEach
	void letEveryoneWrite() throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
	}

	@Test
	void whenContainerIsOrdinaryThenCallsAreRefused() throws Exception {
		try (JavaContainer container = JavaContainer.startOrdinary(this.directory)) {
			call(container, ContainerCall.PLAIN);
			assertThat(this.directory.resolve(EVIDENCE)).as("nothing stops a plain call").exists();
			Files.delete(this.directory.resolve(EVIDENCE));
			assertRefused(container, "--pctx.sandbox.jail=auto");
			assertRefused(container, "--pctx.sandbox.jail=bubblewrap", NO_LIMITS);
			assertRefused(container, "--pctx.sandbox.jail=firejail", NO_LIMITS);
		}
	}

	private void assertRefused(JavaContainer container, String... options) throws Exception {
		assertThat(call(container, options)).contains(SandboxUnavailableException.class.getName());
		assertThat(this.directory.resolve(EVIDENCE)).doesNotExist();
	}

	private static String call(JavaContainer container, String... options) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of(ContainerCall.class.getName(), ATTACK, JavaContainer.DIRECTORY, EVIDENCE));
		arguments.addAll(List.of(options));
		return container.java(arguments.toArray(String[]::new));
	}

	@Test
	void whenContainerAllowsJailsThenAttacksAreHeldOff() throws Exception {
		Files.write(this.directory.resolve("syscalls"), Program.bytes());
		try (JavaContainer container = JavaContainer.startForJails(this.directory)) {
			// It says that it is in a sandbox already, and would run what it is given.
			assertRefused(container, "--pctx.sandbox.jail=firejail");
			container.java("-D" + Program.COMPILED + "=" + JavaContainer.DIRECTORY + "/syscalls",
					"-Dattacks=" + ATTACKS, ConsoleLauncher.class.getName(), "execute",
					"--select-class=" + ContainerCorpus.class.getName(), "--details=tree", "--disable-banner",
					"--disable-ansi-colors", "--fail-if-no-tests");
		}
		Path verdicts = Path.of("target", "attacks", ContainerCorpus.NAME + ".tsv");
		Files.createDirectories(verdicts.getParent());
		Files.copy(this.directory.resolve(verdicts), verdicts, StandardCopyOption.REPLACE_EXISTING);
		assertThat(Files.readAllLines(verdicts)).allMatch((line) -> line.endsWith("\theld off"))
			.extracting((line) -> line.split("\t")[0])
			.contains("bombs", "environment", "files", "kernel", "neighbours", "network", "privileges", "signals")
			.hasSizeGreaterThan(50);
	}

}
