package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Firejail with a machine-wide configuration that is not ours.
 */
@EnabledIfSystemProperty(named = "user.name", matches = "root",
		disabledReason = "only root can put another configuration in place for one process")
class FirejailJailTests {

	private Path directory;

	@BeforeEach
	void createDirectory() throws Exception {
		this.directory = Files.createTempDirectory(Path.of("/run"), "pctx-test");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.createDirectory(this.directory.resolve("tmp"));
	}

	@AfterEach
	void deleteDirectory() throws Exception {
		Files.deleteIfExists(this.directory.resolve("firejail.config"));
		Files.deleteIfExists(this.directory.resolve("tmp"));
		Files.deleteIfExists(this.directory);
	}

	@ParameterizedTest
	@CsvSource({ "tracelog no, 0", "seccomp-error-action log, 1", "seccomp no, 1" })
	void startsOnlyWithAFilterThatRefuses(String configuration, int exitCode) throws Exception {
		assertThat(run(configuration)).isEqualTo(exitCode);
	}

	private int run(String configuration) throws Exception {
		Path file = Files.writeString(this.directory.resolve("firejail.config"), configuration + "\n");
		JavaRuntimeFiles runtime = JavaRuntimeFiles.ofThisJvm();
		Jail jail = Jails.find(JailKind.FIREJAIL, runtime, this.directory, true).get(0);
		Cell cell = new Cell(this.directory, List.of(), new Limits(256L << 20, 1, 64, 8L << 20, 1 << 20, 64 * 1024),
				user());
		List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "/bin/sh",
				"-c", "mount --bind \"$1\" /etc/firejail/firejail.config && shift && exec \"$@\"", "sh",
				file.toString()));
		command.addAll(jail.command(cell, List.of(runtime.launcher().toString(), "-version")));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally((ex) -> process.destroyForcibly());
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(output).contains((process.waitFor() == 0) ? "OpenJDK" : "disabled in Firejail configuration");
		return process.exitValue();
	}

	private static WorkerUser user() throws Exception {
		for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
			String[] columns = line.split(":", -1);
			if (columns[0].equals("pctx-sandbox")) {
				return new WorkerUser(columns[0], Long.parseLong(columns[2]), Long.parseLong(columns[3]),
						Path.of(columns[5]), false);
			}
		}
		throw new AssertionError("The tests need an account 'pctx-sandbox'");
	}

}
