package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files as cgroup v2 has them: a slice sums up its units, gone ones included.
 */
class SliceKillsTests {

	private static final String OWN = "own.scope";

	@TempDir
	Path slice;

	private SliceKills before;

	@BeforeEach
	void begin() throws IOException {
		kills("", 5);
		kills(OWN, 0);
		kills("other.service", 3);
		this.before = SliceKills.read(this.slice);
	}

	@Test
	void whenOnlyOneUnitIsGoneThenTheKillWasInIt() throws IOException {
		kills("", 6);
		end(OWN);
		assertThat(isKilled()).isTrue();
	}

	@Test
	void whenNobodyWasKilledThenItWasNot() throws IOException {
		end(OWN);
		assertThat(isKilled()).isFalse();
	}

	@Test
	void whenAnotherUnitCountsTheKillThenItWasThere() throws IOException {
		kills("", 7);
		kills("other.service", 4);
		kills("new.scope", 1);
		end(OWN);
		assertThat(isKilled()).isFalse();
		kills("", 8);
		assertThat(isKilled()).isTrue();
	}

	@Test
	void whenAnotherUnitIsGoneTooThenNobodyKnows() throws IOException {
		kills("", 6);
		end(OWN);
		end("other.service");
		assertThat(isKilled()).isFalse();
	}

	private boolean isKilled() {
		return SliceKills.read(this.slice).showsKillIn(OWN, this.before);
	}

	private void kills(String unit, int count) throws IOException {
		Path directory = Files.createDirectories(this.slice.resolve(unit));
		Files.writeString(directory.resolve("memory.events"), "oom 9\noom_kill %d\n".formatted(count));
	}

	private void end(String unit) throws IOException {
		Files.delete(this.slice.resolve(unit).resolve("memory.events"));
		Files.delete(this.slice.resolve(unit));
	}

}
