package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds the jails of this machine.
 */
public final class Jails {

	private Jails() {
	}

	/**
	 * Find the usable jails, the stronger first. Bubblewrap comes first: its worker sees
	 * an empty root instead of the machine's with parts hidden, its system calls are an
	 * allow-list, its scratch space is sized for everyone, and it adds no set-uid root.
	 * @param kind the only kind to look for, or {@code null} for all
	 * @param runtime the files of the worker's JVM
	 * @param directory where helper files may be put
	 * @param root whether this process is root
	 * @return the jails
	 * @throws JailException if there is none
	 */
	public static List<Jail> find(@Nullable JailKind kind, JavaRuntimeFiles runtime, Path directory, boolean root)
			throws JailException {
		List<Jail> jails = new ArrayList<>();
		List<String> reasons = new ArrayList<>();
		for (JailKind candidate : List.of(JailKind.BUBBLEWRAP, JailKind.FIREJAIL)) {
			if (kind != null && kind != candidate) {
				continue;
			}
			Optional<Path> executable = Executables.find(candidate.command());
			if (executable.isEmpty()) {
				reasons
					.add("'%s' is not installed (package %s)".formatted(candidate.command(), candidate.packageName()));
				continue;
			}
			try {
				jails.add(create(candidate, executable.get(), runtime, directory, root));
			}
			catch (IOException ex) {
				reasons.add("'%s' cannot be used: %s".formatted(executable.get(), ex.getMessage()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new JailException("Interrupted while looking for a jail", ex);
			}
		}
		if (jails.isEmpty()) {
			throw new JailException(String.join("; ", reasons));
		}
		return jails;
	}

	private static Jail create(JailKind kind, Path executable, JavaRuntimeFiles runtime, Path directory, boolean root)
			throws IOException, InterruptedException {
		String version = Executables.version(executable);
		return switch (kind) {
			case BUBBLEWRAP -> new BubblewrapJail(executable, version, runtime, writeFilter(directory));
			case FIREJAIL -> new FirejailJail(executable, version, runtime, root);
		};
	}

	private static Path writeFilter(Path directory) throws IOException {
		Path file = directory.resolve("seccomp.bpf");
		Files.write(file, SyscallFilter.assemble(System.getProperty("os.arch")));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
		return file;
	}

}
