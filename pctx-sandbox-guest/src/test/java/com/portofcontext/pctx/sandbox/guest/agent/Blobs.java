package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of tests, as blobs.
 */
public final class Blobs {

	private final Path directory;

	public Blobs(Path directory) throws IOException {
		this.directory = Files.createDirectories(directory);
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	public List<String> of(Class<?>... anchors) {
		return Stream.of(anchors).map(this::add).distinct().toList();
	}

	private String add(Class<?> anchor) {
		try {
			Path source = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path jar = Files.createTempFile(this.directory, "new", ".jar");
			if (Files.isDirectory(source)) {
				writeJar(source, jar);
			}
			else {
				Files.write(jar, Files.readAllBytes(source));
			}
			String name = HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
			Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
			Files.move(jar, this.directory.resolve(name + ".jar"));
			return name;
		}
		catch (IOException | NoSuchAlgorithmException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void writeJar(Path source, Path jar) throws IOException {
		try (OutputStream out = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(out);
				Stream<Path> files = Files.walk(source)) {
			files.filter(Files::isRegularFile).sorted().forEach((file) -> {
				try {
					entries.putNextEntry(new JarEntry(source.relativize(file).toString()));
					Files.copy(file, entries);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

}
