package com.portofcontext.pctx.sandbox.classpath;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

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

}
