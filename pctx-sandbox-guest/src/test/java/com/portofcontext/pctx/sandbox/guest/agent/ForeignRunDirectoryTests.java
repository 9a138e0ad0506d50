package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A run directory that another account made first.
 */
@EnabledIfSystemProperty(named = "user.name", matches = "root",
		disabledReason = "only root can give a directory to another account")
class ForeignRunDirectoryTests {

	private final Path base;

	ForeignRunDirectoryTests() throws IOException {
		this.base = TestDirectories.create();
	}

	@AfterEach
	void close() {
		Directories.delete(this.base);
	}

	@Test
	void whenAnotherAccountOwnsItThenNothingItNamesIsRemoved() throws Exception {
		Path victim = Files.createDirectories(this.base.resolve("parent/victim"));
		Path run = Files.createDirectory(this.base.resolve("run"));
		Path abandoned = Files.createDirectory(run.resolve("4194305-1-1"));
		Files.write(abandoned.resolve("roots"), List.of("-", victim.toString()));
		Files.setAttribute(run, "unix:uid", 65534);
		assertThatIOException().isThrownBy(() -> RunDirectory.sweep(run)).withMessageContaining("belongs to");
		assertThat(victim).exists();
	}

	@Test
	void whenItIsALinkOfAnotherAccountThenItsTargetIsLeftAsItIs() throws Exception {
		Path target = Files.createDirectory(this.base.resolve("private"));
		Path run = Files.createSymbolicLink(this.base.resolve("run"), target);
		new ProcessBuilder("chown", "-h", "65534", run.toString()).start().waitFor();
		assertThatIOException().isThrownBy(() -> RunDirectory.create(run));
		assertThat(target).isEmptyDirectory();
	}

}
