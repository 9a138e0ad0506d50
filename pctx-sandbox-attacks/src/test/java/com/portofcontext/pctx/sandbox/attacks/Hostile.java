package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * What hostile code has in common. It runs in workers, and in plain processes.
 */
public final class Hostile {

	private Hostile() {
	}

	/** The one directory that it may write. */
	public static Path scratch() {
		return Path.of(System.getProperty("java.io.tmpdir"));
	}

	/** Say that the deed is done and lasts, and stay. */
	public static void hold() throws InterruptedException {
		System.out.println(Trial.HOLDING);
		System.out.flush();
		new CountDownLatch(1).await();
	}

	/** Try something that may well be refused. */
	public static String attempt(Callable<?> deed) {
		try {
			return String.valueOf(deed.call());
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	/** Everything in a file, or below a directory. */
	public static String read(String path) {
		Path file = Path.of(path);
		if (!Files.isDirectory(file)) {
			return attempt(() -> Files.readString(file, StandardCharsets.ISO_8859_1));
		}
		String[] names = file.toFile().list();
		StringBuilder all = new StringBuilder(path).append(": ")
			.append(List.of((names != null) ? names : new String[0]));
		for (String name : (names != null) ? names : new String[0]) {
			all.append('\n').append(read(file.resolve(name).toString()));
		}
		return all.toString();
	}

	/** Write and make executable what came as an argument. */
	public static Path program(String base64) throws IOException {
		Path file = Files.createTempFile(scratch(), "program", "");
		Files.write(file, Base64.getDecoder().decode(base64));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
		return file;
	}

	/** Run a program of its own and pass on what it prints. */
	public static String run(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		StringBuilder all = new StringBuilder();
		try (var lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				System.out.println(line);
				all.append(line).append('\n');
			}
		}
		return all.append("exit ").append(process.waitFor()).toString();
	}

	/** The command that starts another JVM of the same kind. */
	public static List<String> java(Class<?> program, String... arguments) {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx8m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
				System.getProperty("java.class.path"), program.getName()));
		command.addAll(List.of(arguments));
		return command;
	}

}
