package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Chooses a jail that works on this machine.
 */
public final class Jails {

	/**
	 * The stronger first. Bubblewrap's worker sees an empty root instead of the machine's
	 * with parts hidden, its system calls are an allow-list, its scratch space is sized
	 * for everyone, and it adds no set-uid root.
	 */
	private static final List<JailKind> PREFERENCE = List.of(JailKind.BUBBLEWRAP, JailKind.FIREJAIL);

	/** Milliseconds are enough; an emulated machine takes seconds. */
	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String PREFERRED = "preferred: empty root, allow-listed system calls, no set-uid root";

	private final JavaRuntimeFiles runtime;

	private final Path directory;

	private final WorkerUser user;

	private final Duration timeout;

	private final Function<String, Optional<Path>> executables;

	Jails(JavaRuntimeFiles runtime, Path directory, WorkerUser user, Duration timeout,
			Function<String, Optional<Path>> executables) {
		this.runtime = runtime;
		this.directory = directory;
		this.user = user;
		this.timeout = timeout;
		this.executables = executables;
	}

	/**
	 * Choose the strongest jail in which a program really runs.
	 * @param kind the only kind to try, or {@code null} for all
	 * @param runtime the files of the worker's JVM
	 * @param directory where helper files may be put
	 * @param user the account that workers run as
	 * @return the jail
	 * @throws JailException if none works, with each one's reason and what to change
	 */
	public static ChosenJail choose(@Nullable JailKind kind, JavaRuntimeFiles runtime, Path directory, WorkerUser user)
			throws JailException {
		return new Jails(runtime, directory, user, TIMEOUT, Executables::find).choose(kind);
	}

	ChosenJail choose(@Nullable JailKind kind) throws JailException {
		List<String> reasons = new ArrayList<>();
		for (JailKind candidate : (kind != null) ? List.of(kind) : PREFERENCE) {
			Optional<Path> executable = this.executables.apply(candidate.command());
			if (executable.isEmpty()) {
				reasons.add("%s is not installed".formatted(candidate.packageName()));
				continue;
			}
			if (candidate == JailKind.FIREJAIL && this.user.self()) {
				reasons.add(
						"firejail of an ordinary user cannot be proven, for its processes cannot be looked at: run the application as root, or use bubblewrap");
				continue;
			}
			try {
				Jail jail = create(candidate, executable.get());
				Optional<String> failure = probe(jail);
				if (failure.isEmpty()) {
					return new ChosenJail(jail, reason(kind, candidate, reasons));
				}
				reasons.add(explain(candidate, executable.get(), failure.get()) + advice(candidate));
			}
			catch (IOException ex) {
				reasons.add(explain(candidate, executable.get(), String.valueOf(ex.getMessage())));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new JailException("Interrupted while looking for a jail", ex);
			}
		}
		throw new JailException(String.join("; ", reasons));
	}

	private static String reason(@Nullable JailKind asked, JailKind chosen, List<String> passedOver) {
		if (asked != null) {
			return "asked for by pctx.sandbox.jail";
		}
		return (chosen == PREFERENCE.get(0)) ? PREFERRED : String.join("; ", passedOver);
	}

	/** Say why it does not hold a program, if so. */
	private Optional<String> probe(Jail jail) throws InterruptedException {
		try {
			new JailProbe(this.directory, this.user, this.runtime, this.timeout).run(jail);
			return Optional.empty();
		}
		catch (IOException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private String explain(JailKind kind, Path executable, String failure) {
		return "%s does not work here (%s run as '%s': %s)".formatted(kind.packageName(), executable, this.user.name(),
				failure);
	}

	/**
	 * Of what keeps it from working where it is installed, the kernel's settings are most
	 * of it.
	 */
	private static String advice(JailKind kind) {
		return (kind == JailKind.BUBBLEWRAP) ? " - " + new UserNamespaces(Path.of("/proc/sys")).advice() : "";
	}

	private Jail create(JailKind kind, Path executable) throws IOException, InterruptedException {
		String version = Executables.version(executable);
		return switch (kind) {
			case BUBBLEWRAP -> new BubblewrapJail(executable, version, this.runtime, writeFilter());
			case FIREJAIL -> new FirejailJail(executable, version, this.runtime);
		};
	}

	private Path writeFilter() throws IOException {
		Path file = this.directory.resolve("seccomp.bpf");
		Files.write(file, SyscallFilter.assemble(System.getProperty("os.arch")));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
		return file;
	}

}
