package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;

/**
 * Names the archive of a worker spec after everything that makes it another: the method
 * and what it may connect to, the class path as the JVM sees and checks it (our own
 * version is on it), the JVM, and its options.
 */
final class ArchiveKey {

	/** From this heap on references are not compressed. */
	private static final long UNCOMPRESSED = 32L << 30;

	private final JavaRuntimeFiles runtime;

	ArchiveKey(JavaRuntimeFiles runtime) {
		this.runtime = runtime;
	}

	/**
	 * Name an archive.
	 * @param spec the spec it is of, whose limits do not matter
	 * @param jars the spec's jars
	 * @param inside where the JVM sees them
	 * @return a SHA-256
	 * @throws IOException if a file of the JVM's or the class path cannot be looked at
	 */
	String of(WorkerSpec spec, List<Path> jars, List<Path> inside) throws IOException {
		List<String> parts = new ArrayList<>(jvm());
		parts.addAll(WorkerCommand.OPTIONS);
		parts.add(Boolean.toString(WorkerCommand.heap(spec.limits().memory()) >= UNCOMPRESSED));
		for (Path jar : jars) {
			parts.add(stamp(jar));
		}
		inside.forEach((path) -> parts.add(path.toString()));
		parts.add(Integer.toString(spec.hidden()));
		MethodSpec method = spec.method();
		parts.addAll(List.of(method.beanClass(), method.name(), method.descriptor(), method.resultType()));
		parts.addAll(method.parameterTypes());
		method.fields().forEach((field) -> parts.add(field.toString()));
		parts.addAll(method.modules());
		parts.addAll(spec.network());
		return digest(parts);
	}

	private List<String> jvm() throws IOException {
		Path home = this.runtime.home();
		return List.of(home.toString(), System.getProperty("java.vm.version"), System.getProperty("java.vendor"),
				System.getProperty("os.arch"), stamp(home.resolve("lib/modules")),
				stamp(home.resolve("lib/server/libjvm.so")));
	}

	/** What a JVM checks of a file it has learnt from. */
	private static String stamp(Path file) throws IOException {
		return "%s %d %d".formatted(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
	}

	private static String digest(List<String> parts) {
		MessageDigest digest = Sha256.begin();
		for (String part : parts) {
			byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
			// With their lengths, so that no two lists look the same.
			digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
			digest.update(bytes);
		}
		return Sha256.end(digest);
	}

}
