package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What makes an archive another.
 */
class ArchiveKeyTests {

	@TempDir
	Path directory;

	private Path home;

	private Path jar;

	private String key;

	@BeforeEach
	void create() throws IOException {
		this.home = this.directory.resolve("jdk");
		Files.createDirectories(this.home.resolve("lib/server"));
		Files.writeString(this.home.resolve("lib/modules"), "modules");
		Files.writeString(this.home.resolve("lib/server/libjvm.so"), "jvm");
		this.jar = Files.writeString(this.directory.resolve("a.jar"), "jar");
		this.key = key(spec("run", 256), "/cp/a.jar");
	}

	@Test
	void whenNothingChangesThenItIsTheSame() throws IOException {
		assertThat(key(spec("run", 256), "/cp/a.jar")).isEqualTo(this.key).matches("[0-9a-f]{64}");
	}

	@Test
	void whenLimitsChangeThenItIsTheSame() throws IOException {
		assertThat(key(spec("run", 512), "/cp/a.jar")).isEqualTo(this.key);
	}

	@Test
	void whenReferencesAreNoLongerCompressedThenItIsAnother() throws IOException {
		assertThat(key(spec("run", 64 * 1024), "/cp/a.jar")).isNotEqualTo(this.key);
	}

	@Test
	void whenNetworkChangesThenItIsAnother() throws IOException {
		WorkerSpec spec = spec("run", 256);
		assertThat(key(new WorkerSpec(spec.method(), spec.classPath(), 0, spec.limits(), List.of("example.com:443"),
				NetworkLimits.DEFAULT, Reuse.NEVER), "/cp/a.jar"))
			.isNotEqualTo(this.key);
	}

	@Test
	void whenJarIsHiddenThenItIsAnother() throws IOException {
		WorkerSpec spec = spec("run", 256);
		assertThat(key(new WorkerSpec(spec.method(), spec.classPath(), 1, spec.limits(), spec.network(),
				spec.networkLimits(), spec.reuse()), "/cp/a.jar"))
			.isNotEqualTo(this.key);
	}

	@Test
	void whenMethodChangesThenItIsAnother() throws IOException {
		assertThat(key(spec("walk", 256), "/cp/a.jar")).isNotEqualTo(this.key);
	}

	@Test
	void whenJailShowsTheClassPathElsewhereThenItIsAnother() throws IOException {
		assertThat(key(spec("run", 256), "/blobs/a.jar")).isNotEqualTo(this.key);
	}

	@Test
	void whenJarIsPutAnewThenItIsAnother() throws IOException {
		Files.setLastModifiedTime(this.jar, FileTime.from(Instant.EPOCH));
		assertThat(key(spec("run", 256), "/cp/a.jar")).isNotEqualTo(this.key);
	}

	@Test
	void whenJvmIsUpdatedThenItIsAnother() throws IOException {
		Files.writeString(this.home.resolve("lib/modules"), "newer modules");
		assertThat(key(spec("run", 256), "/cp/a.jar")).isNotEqualTo(this.key);
	}

	private String key(WorkerSpec spec, String inside) throws IOException {
		return new ArchiveKey(new JavaRuntimeFiles(this.home, List.of(), List.of())).of(spec, List.of(this.jar),
				List.of(Path.of(inside)));
	}

	private static WorkerSpec spec(String method, long megabytes) {
		return new WorkerSpec(new MethodSpec("Bean", method, "()V", List.of(), "void", List.of()), List.of("a"),
				new Limits(megabytes << 20, 1, 64, 8L << 20, 1 << 20, 1 << 16));
	}

}
