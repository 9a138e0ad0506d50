package com.portofcontext.pctx.sandbox.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import eu.maveniverse.maven.mima.context.ContextOverrides;

/**
 * A repository in a directory, and a user whose settings lead to it and to nothing else.
 */
final class TestRepository {

	private final Path repository;

	private final Path home;

	TestRepository(Path directory) throws IOException {
		this.repository = directory.resolve("repository");
		this.home = directory.resolve("home");
		settings("<mirrors><mirror><id>only</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>"
			.formatted(this.repository.toUri()));
	}

	void settings(String content) throws IOException {
		Files.createDirectories(this.home);
		Files.writeString(this.home.resolve("settings.xml"), "<settings>%s</settings>".formatted(content));
	}

	MavenDependencyResolver resolver() {
		return new MavenDependencyResolver(
				ContextOverrides.create().withUserSettings(true).withMavenUserHomeOverride(this.home));
	}

	Path directory() {
		return this.repository;
	}

	Path localRepository() {
		return this.home.resolve("repository");
	}

	/** A library that needs nothing. */
	Path add(String coordinate) throws IOException {
		return add(coordinate, "");
	}

	/** A library, with what its POM has beside its name. */
	Path add(String coordinate, String pom) throws IOException {
		DependencyCoordinate library = DependencyCoordinate.parse(coordinate);
		Path directory = this.repository.resolve(library.group().replace('.', '/'))
			.resolve(library.artifact())
			.resolve(library.version());
		Files.createDirectories(directory);
		String name = library.artifact() + "-" + library.version();
		write(directory.resolve(name + ".pom"), """
				<project><modelVersion>4.0.0</modelVersion>
				<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>
				""".formatted(library.group(), library.artifact(), library.version(), pom)
			.getBytes(StandardCharsets.UTF_8));
		Path jar = directory
			.resolve(name + (library.classifier().isEmpty() ? "" : "-" + library.classifier()) + ".jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
			out.putNextEntry(new ZipEntry(coordinate.replace(':', '/')));
		}
		write(jar, Files.readAllBytes(jar));
		return jar;
	}

	void versions(String group, String artifact, String... versions) throws IOException {
		String content = "<metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning><versions><version>%s"
				+ "</version></versions></versioning></metadata>";
		write(this.repository.resolve(group).resolve(artifact).resolve("maven-metadata.xml"),
				content.formatted(group, artifact, String.join("</version><version>", versions))
					.getBytes(StandardCharsets.UTF_8));
	}

	private static void write(Path file, byte[] content) throws IOException {
		Files.write(file, content);
		try {
			Files.writeString(checksum(file),
					HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Path checksum(Path file) {
		return file.resolveSibling(file.getFileName() + ".sha1");
	}

	static String dependency(String coordinate, String more) {
		DependencyCoordinate library = DependencyCoordinate.parse(coordinate);
		return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
			.formatted(library.group(), library.artifact(), library.version(), more);
	}

}
