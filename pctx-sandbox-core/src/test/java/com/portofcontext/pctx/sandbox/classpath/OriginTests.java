package com.portofcontext.pctx.sandbox.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Origin}.
 */
class OriginTests {

	@ParameterizedTest
	@CsvSource({ "file:/work/target/classes/, /work/target/classes,", "jar:file:/lib/x.jar!/, /lib/x.jar,",
			"jar:file:/a%20b/x%2B1.jar!/, /a b/x+1.jar,", "jar:file:/lib/x.jar!/META-INF/versions/17/, /lib/x.jar,",
			"jar:nested:/app/app.jar/!BOOT-INF/classes/!/, /app/app.jar, BOOT-INF/classes/",
			"jar:nested:/app/app.war/!WEB-INF/classes/!/, /app/app.war, WEB-INF/classes/",
			"jar:nested:/a%20b/app.jar/!BOOT-INF/lib/x.jar!/, /a b/app.jar, BOOT-INF/lib/x.jar",
			"jar:nested:/app/app.jar/!BOOT-INF/lib/x.jar!/META-INF/versions/9/, /app/app.jar, BOOT-INF/lib/x.jar" })
	void parsesLocation(String base, String file, @Nullable String nested) {
		assertThat(Origin.of(base + "com/acme/X.class", "com/acme/X.class"))
			.isEqualTo(new Origin(Path.of(file), nested));
	}

	@Test
	void hasNoneForTheJdk() {
		assertThat(Origin.of("jrt:/java.sql/java/sql/Date.class", "java/sql/Date.class")).isNull();
	}

	@Test
	void readsNestedJarWithoutLeavingCopy(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("app.jar");
		byte[] nested = BlobStore.jar(new TreeMap<>(Map.of("b", new byte[] { 2 }, "a", new byte[] { 1 })));
		Files.write(file, BlobStore.jar(new TreeMap<>(Map.of("BOOT-INF/lib/x.jar", nested))));
		Origin origin = new Origin(file, "BOOT-INF/lib/x.jar");
		Set<String> copies = copies();
		List<String> names = new ArrayList<>();
		origin.read((name) -> true, (name, bytes) -> {
			names.add(name);
			assertThat(copies()).isEqualTo(copies);
		});
		assertThat(names).containsExactly("a", "b");
		Files.write(file, BlobStore.jar(new TreeMap<>(Map.of("BOOT-INF/lib/x.jar", new byte[10]))));
		assertThatIOException().isThrownBy(() -> origin.read((name) -> true, (name, bytes) -> {
		}));
		assertThat(copies()).isEqualTo(copies);
	}

	private static Set<String> copies() {
		String[] names = new File(System.getProperty("java.io.tmpdir"))
			.list((directory, name) -> name.startsWith("pctx-sandbox") && name.endsWith(".jar"));
		return Set.of((names != null) ? names : new String[0]);
	}

}
