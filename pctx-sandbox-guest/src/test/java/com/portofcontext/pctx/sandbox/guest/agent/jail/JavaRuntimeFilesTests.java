package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what of the machine's configuration a worker's JVM brings into the jail.
 */
class JavaRuntimeFilesTests {

	@Test
	void whenHomeLinksToACertificateStoreThenKeysBesideItStayOutside() throws IOException {
		Path keys = Path.of("/etc/ssl/private");
		assertThat(JavaRuntimeFiles.ofThisJvm().configuration()).noneMatch(keys::startsWith);
	}

	@Test
	void configurationNamesNoDirectoryWithinAnother() throws IOException {
		var paths = JavaRuntimeFiles.ofThisJvm().configuration();
		assertThat(paths).allSatisfy((path) -> assertThat(paths).filteredOn(path::startsWith).containsExactly(path));
	}

}
