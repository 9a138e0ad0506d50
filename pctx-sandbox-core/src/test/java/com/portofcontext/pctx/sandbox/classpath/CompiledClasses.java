package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class files, in a directory or a jar, compiled from source.
 */
final class CompiledClasses {

	private static final Pattern NAME = Pattern.compile("package ([\\w.]+);.*?(?:class|interface|record|enum) (\\w+)",
			Pattern.DOTALL);

	private CompiledClasses() {
	}

	static Path directory(Path directory, List<Path> classPath, String... sources) throws IOException {
		Path sourceDirectory = Files.createTempDirectory(Files.createDirectories(directory.getParent()), "source");
		List<String> arguments = new ArrayList<>(
				List.of("--release", "17", "-g", "-proc:none", "-d", Files.createDirectories(directory).toString(),
						"-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(":"))));
		for (String source : sources) {
			Matcher name = NAME.matcher(source);
			assertThat(name.find()).isTrue();
			Path file = sourceDirectory.resolve(name.group(1).replace('.', '/')).resolve(name.group(2) + ".java");
			Files.createDirectories(file.getParent());
			arguments.add(Files.writeString(file, source).toString());
		}
		StringWriter messages = new StringWriter();
		int exitCode = ToolProvider.getSystemJavaCompiler()
			.run(null, null, new WriterOutputStream(messages), arguments.toArray(String[]::new));
		assertThat(exitCode).as(messages.toString()).isZero();
		return directory;
	}

	static Path jar(Path jar, List<Path> classPath, String... sources) throws IOException {
		Path classes = Files.createTempDirectory(jar.getParent(), "classes").resolve("main");
		return zip(jar, files(directory(classes, classPath, sources)));
	}

	/** A stored entry each, a jar's manifest first and directories as Boot wants them. */
	static Path zip(Path jar, Map<String, byte[]> files) throws IOException {
		Map<String, byte[]> all = new LinkedHashMap<>();
		all.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
		files.forEach((name, bytes) -> {
			for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
				all.putIfAbsent(name.substring(0, slash + 1), new byte[0]);
			}
			all.put(name, bytes);
		});
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
			zip.setMethod(ZipOutputStream.STORED);
			for (Map.Entry<String, byte[]> file : all.entrySet()) {
				ZipEntry entry = new ZipEntry(file.getKey());
				CRC32 checksum = new CRC32();
				checksum.update(file.getValue());
				entry.setCrc(checksum.getValue());
				entry.setSize(file.getValue().length);
				zip.putNextEntry(entry);
				zip.write(file.getValue());
			}
		}
		return jar;
	}

	static Map<String, byte[]> files(Path directory) throws IOException {
		Map<String, byte[]> files = new LinkedHashMap<>();
		try (Stream<Path> paths = Files.walk(directory)) {
			for (Path path : paths.filter(Files::isRegularFile).toList()) {
				files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
			}
		}
		return files;
	}

	private static final class WriterOutputStream extends OutputStream {

		private final StringWriter writer;

		private WriterOutputStream(StringWriter writer) {
			this.writer = writer;
		}

		@Override
		public void write(int value) {
			this.writer.write(value);
		}

	}

}
