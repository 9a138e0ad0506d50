package com.portofcontext.pctx.sandbox.classpath;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of blobs, from one resolution to the next.
 */
class ResolvedBlobTests extends ResolvedClassPath {

	@Test
	void makesSameBlobsAgain() throws Exception {
		List<String> first;
		try (URLClassLoader application = application()) {
			first = names(resolve(application, "app.Reports"));
		}
		Map<String, byte[]> files = CompiledClasses.files(this.classes);
		List<String> reversed = new ArrayList<>(files.keySet());
		Collections.reverse(reversed);
		Path copy = this.directory.resolve("copy/classes");
		for (String name : reversed) {
			Files.createDirectories(copy.resolve(name).getParent());
			Files.setLastModifiedTime(Files.write(copy.resolve(name), files.get(name)), FileTime.fromMillis(0));
		}
		this.classes = copy;
		this.blobs = this.directory.resolve("other-blobs");
		try (URLClassLoader application = application()) {
			assertThat(names(resolve(application, "app.Reports"))).isEqualTo(first);
		}
	}

	@Test
	void writesReadOnlyBlobsAndReplacesDamagedOnes() throws Exception {
		try (URLClassLoader application = application()) {
			List<Path> jars = resolve(application, "app.Reports");
			byte[] content = Files.readAllBytes(jars.get(0));
			assertThat(Files.getPosixFilePermissions(jars.get(0)))
				.isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
			Files.setPosixFilePermissions(jars.get(0), PosixFilePermissions.fromString("rw-------"));
			Files.write(jars.get(0), new byte[content.length]);
			resolve(application, "app.Reports");
			assertThat(jars.get(0)).hasBinaryContent(content);
			assertThat(this.blobs).isDirectoryNotContaining((file) -> file.toString().endsWith(".tmp"));
		}
	}

	@Test
	void marksAllBlobsAsUsedEachTime() throws Exception {
		try (URLClassLoader application = application()) {
			ClassPathResolver resolver = resolver(patterns());
			List<Path> jars = resolve(resolver, application, "app.Reports");
			for (Path jar : jars) {
				UseTimes.setTwoHoursAgo(jar);
			}
			resolve(resolver, application, "app.Reports");
			assertThat(jars).isNotEmpty().allSatisfy((jar) -> assertThat(UseTimes.isNow(jar)).isTrue());
		}
	}

	@Test
	void whenJarOfSameSizeAndTimeHasOtherCodeThenItTravels() throws Exception {
		CompiledClasses.jar(this.text, List.of(), TEXT.replace("text.length()", "1"));
		FileTime time = Files.getLastModifiedTime(this.text);
		long size = Files.size(this.text);
		try (URLClassLoader application = application()) {
			resolve(application, "app.Reports");
		}
		CompiledClasses.jar(this.text, List.of(), TEXT.replace("text.length()", "2"));
		Files.setLastModifiedTime(this.text, time);
		assertThat(this.text).hasSize(size);
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports"))
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.text));
		}
	}

	@Test
	void whenIndexCannotBeWrittenThenBlobsArePutAllTheSame() throws Exception {
		Files.createDirectories(this.blobs.resolve("libraries/full"));
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports")).hasSize(4);
		}
	}

	@Test
	void whenBlobsWereEvictedThenPutsThemAgain() throws Exception {
		try (URLClassLoader application = application()) {
			ClassPathResolver resolver = resolver(patterns());
			List<Path> jars = resolve(resolver, application, "app.Reports");
			for (Path jar : jars) {
				Files.delete(jar);
			}
			assertThat(resolve(resolver, application, "app.Reports")).isEqualTo(jars);
			assertThat(jars).isNotEmpty().allSatisfy((jar) -> assertThat(jar).exists());
		}
	}

}
