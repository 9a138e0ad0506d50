package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

/**
 * Where classes come from: a directory, a jar, or a part of an executable jar.
 *
 * @param file the directory or the (outer) jar
 * @param nested the entry of the outer jar that is a jar itself, or a directory of it
 * with a trailing slash; {@code null} for the file as a whole
 */
record Origin(Path file, @Nullable String nested) {

	private static final Pattern CONFIGURATION = Pattern
		.compile("(?i)(.*/)?(application|bootstrap)[^/]*\\.(yml|yaml|properties|json|xml)");

	private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/$");

	/**
	 * Parse the location of a class file.
	 * @param url where a class loader has the class file
	 * @param resource the class file's name in there
	 * @return its origin, or {@code null} for the JDK's own
	 */
	static @Nullable Origin of(String url, String resource) {
		if (!url.endsWith(resource)) {
			return null;
		}
		String base = VERSION.matcher(url.substring(0, url.length() - resource.length())).replaceFirst("");
		if (base.startsWith("file:")) {
			return new Origin(path(base), null);
		}
		if (base.startsWith("jar:nested:") && base.contains("/!")) {
			String location = base.substring("jar:nested:".length(), base.lastIndexOf('!'));
			int separator = location.indexOf("/!");
			return new Origin(path("file:" + location.substring(0, separator)), location.substring(separator + 2));
		}
		if (base.startsWith("jar:file:") && base.endsWith("!/")) {
			return new Origin(path(base.substring("jar:".length(), base.length() - 2)), null);
		}
		return null;
	}

	private static Path path(String uri) {
		return Path.of(URI.create(uri.replace(" ", "%20")).getPath());
	}

	/** A directory of class files, on disk or in an executable jar. */
	boolean isDirectory() {
		return (this.nested != null) ? this.nested.endsWith("/") : Files.isDirectory(this.file);
	}

	/** Where a person finds it. */
	String path() {
		return (this.nested != null) ? this.file + "!/" + this.nested : this.file.toString();
	}

	String fileName() {
		String name = (this.nested != null) ? this.nested : this.file.getFileName().toString();
		return name.substring(name.lastIndexOf('/', name.length() - 2) + 1);
	}

	/** Whether a jar holds an application's configuration: it must not travel whole. */
	boolean hasConfiguration() throws IOException {
		boolean[] found = new boolean[1];
		read((name) -> isConfiguration(name) && name.replaceFirst("^config/", "").indexOf('/') < 0,
				(name, bytes) -> found[0] = true);
		return found[0];
	}

	/**
	 * Whether a file is configuration, which often holds secrets.
	 * @param name its name
	 * @return whether it must never travel
	 */
	static boolean isConfiguration(String name) {
		return CONFIGURATION.matcher(name).matches();
	}

	/** Read a jar as it is. */
	byte[] bytes() throws IOException {
		if (this.nested == null) {
			return Files.readAllBytes(this.file);
		}
		try (ZipFile outer = new ZipFile(this.file.toFile())) {
			return bytes(outer, this.nested);
		}
	}

	private static byte[] bytes(ZipFile zip, String name) throws IOException {
		try (InputStream in = zip.getInputStream(entry(zip, name))) {
			return in.readAllBytes();
		}
	}

	private static ZipEntry entry(ZipFile zip, String name) throws IOException {
		ZipEntry entry = zip.getEntry(name);
		if (entry == null) {
			throw new IOException("%s has no entry %s".formatted(zip.getName(), name));
		}
		return entry;
	}

	/** Another one where a file of the jar is another. Only its directory is read. */
	long checksum() throws IOException {
		try (ZipFile zip = new ZipFile(this.file.toFile())) {
			if (this.nested != null) {
				return entry(zip, this.nested).getCrc();
			}
			CRC32 checksum = new CRC32();
			zip.stream()
				.forEach((entry) -> checksum
					.update("%s %x\n".formatted(entry.getName(), entry.getCrc()).getBytes(StandardCharsets.UTF_8)));
			return checksum.getValue();
		}
	}

	/** Read the files whose names are accepted, in the order of their names. */
	void read(Predicate<String> accepted, FileConsumer consumer) throws IOException {
		if (this.nested == null && Files.isDirectory(this.file)) {
			readDirectory(accepted, consumer);
		}
		else if (isDirectory() || this.nested == null) {
			readZip(accepted, consumer, (this.nested != null) ? this.nested : "");
		}
		else {
			readNestedJar(accepted, consumer);
		}
	}

	private void readDirectory(Predicate<String> accepted, FileConsumer consumer) throws IOException {
		List<Path> files;
		try (Stream<Path> paths = Files.walk(this.file)) {
			files = paths.filter(Files::isRegularFile)
				.sorted(Comparator.comparing((path) -> this.file.relativize(path).toString()))
				.toList();
		}
		for (Path path : files) {
			String name = this.file.relativize(path).toString();
			if (accepted.test(name)) {
				consumer.accept(name, Files.readAllBytes(path));
			}
		}
	}

	private void readZip(Predicate<String> accepted, FileConsumer consumer, String prefix) throws IOException {
		try (ZipFile zip = new ZipFile(this.file.toFile())) {
			readZip(zip, accepted, consumer, prefix);
		}
	}

	private static void readZip(ZipFile zip, Predicate<String> accepted, FileConsumer consumer, String prefix)
			throws IOException {
		List<String> names = new ArrayList<>();
		zip.stream()
			.filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(prefix))
			.forEach((entry) -> names.add(entry.getName()));
		names.sort(Comparator.naturalOrder());
		for (String name : names) {
			if (accepted.test(name.substring(prefix.length()))) {
				consumer.accept(name.substring(prefix.length()), bytes(zip, name));
			}
		}
	}

	/** The copy is gone as soon as it is open: a killed application leaves none. */
	private void readNestedJar(Predicate<String> accepted, FileConsumer consumer) throws IOException {
		byte[] jar = bytes();
		Path copy = Files.createTempFile("pctx-sandbox", ".jar");
		try {
			Files.write(copy, jar);
			try (ZipFile zip = new ZipFile(copy.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE)) {
				readZip(zip, accepted, consumer, "");
			}
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	/**
	 * Takes a file.
	 */
	@FunctionalInterface
	interface FileConsumer {

		void accept(String name, byte[] bytes) throws IOException;

	}

}
