package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose directory it is, and what is left of those that nobody has.
 */
class RunDirectoryTests {

	/** More than the kernel gives: there is no such process. */
	private static final String NOBODY = "4194305-1-1";

	@TempDir
	Path run;

	@Test
	void isNamedAfterWhatNoClockCanChange() throws Exception {
		// No blank is in the name of this program, which is the second field.
		String ticks = Files.readString(Path.of("/proc/self/stat")).split(" ")[21];
		assertThat(RunDirectory.create(this.run).path())
			.isEqualTo(this.run.resolve("%d-%s-1".formatted(ProcessHandle.current().pid(), ticks)));
	}

	@Test
	void whenNameIsTakenThenNextIs() throws Exception {
		Path first = RunDirectory.create(this.run).path();
		Path second = RunDirectory.create(this.run).path();
		assertThat(second).isNotEqualTo(first).isDirectory();
		RunDirectory.sweep(this.run);
		assertThat(this.run).isDirectoryContaining(first::equals).isDirectoryContaining(second::equals);
	}

	@Test
	void whenProcessIdIsUsedAgainThenDirectoryIsSwept() throws Exception {
		Path old = Files.createDirectory(this.run.resolve("%d-1-1".formatted(ProcessHandle.current().pid())));
		RunDirectory.sweep(this.run);
		assertThat(old).doesNotExist();
	}

	@Test
	void whenNothingIsRememberedThenDirectoryIsSweptAllTheSame() throws Exception {
		Path none = Files.createDirectory(this.run.resolve(NOBODY));
		Path empty = Files.createDirectory(this.run.resolve("4194306-1-1"));
		Files.createFile(empty.resolve("roots"));
		RunDirectory.sweep(this.run);
		assertThat(none).doesNotExist();
		assertThat(empty).doesNotExist();
	}

	@Test
	void whenOneCannotBeSweptThenTheOthersAre() throws Exception {
		Path unreadable = Files.createDirectories(this.run.resolve("4194306-1-1/roots")).getParent();
		Path beyondAnyId = Files.createDirectory(this.run.resolve("9".repeat(30) + "-1-1"));
		Path other = Files.createDirectory(this.run.resolve(NOBODY));
		Files.write(other.resolve("roots"), List.of("-"));
		RunDirectory.sweep(this.run);
		assertThat(unreadable).exists();
		assertThat(beyondAnyId).exists();
		assertThat(other).doesNotExist();
	}

}
