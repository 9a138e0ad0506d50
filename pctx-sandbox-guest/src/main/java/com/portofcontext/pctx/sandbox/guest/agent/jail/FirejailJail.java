package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Firejail: the machine's own root, read-only, with all that a JVM does not need hidden.
 * No option of it comes from a user. The agent is root's: Firejail's processes cannot be
 * looked at by an ordinary user, so nothing about them could be proven.
 *
 * @param executable its executable
 * @param version its version
 * @param runtime the files of the worker's JVM
 */
record FirejailJail(Path executable, String version, JavaRuntimeFiles runtime) implements Jail {

	/** Top-level directories that Firejail's own options below take care of. */
	private static final Set<String> HANDLED = Set.of("bin", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32",
			"media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var");

	/**
	 * An action of {@code log} allows what the filter names, and looks the same from
	 * outside. Firejail does not start with this option where its configuration asks for
	 * another action; release 0.9.72 reads that and does not heed it.
	 */
	private static final String ERROR_ACTION = "--seccomp-error-action=EPERM";

	/**
	 * Firejail cannot size its own tmpfs, so a sized one is mounted around it. What it
	 * notes of each sandbox stays behind when it is killed, so that is in one, too.
	 */
	private static final String MOUNT = """
			mount -t tmpfs -o "size=$1,mode=0700,uid=$2,gid=$3,nosuid,nodev" scratch "$4" && mkdir -p /run/firejail &&
			mount -t tmpfs -o size=1m,mode=0755,nosuid,nodev notes /run/firejail && shift 4 && exec "$@"
			""";

	@Override
	public JailKind kind() {
		return JailKind.FIREJAIL;
	}

	@Override
	public Path inside(Cell cell, Path outside) {
		return outside;
	}

	@Override
	public Path scratch(Cell cell) {
		return cell.directory().resolve("tmp");
	}

	@Override
	public List<String> command(Cell cell, List<String> program) {
		WorkerUser user = cell.user();
		List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "/bin/sh",
				"-c", MOUNT, "sh", Long.toString(cell.limits().scratch()), Long.toString(user.uid()),
				Long.toString(user.gid()), scratch(cell).toString()));
		command.addAll(Privileges.drop(user));
		command.addAll(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "HOME=" + user.home(), "SHELL=/bin/sh",
				this.executable.toString()));
		command.addAll(List.of("--quiet", "--noprofile", "--deterministic-exit-code", "--deterministic-shutdown",
				"--net=none", "--ipc-namespace", "--hostname=sandbox", "--caps.drop=all", "--nonewprivs", "--noroot",
				"--nogroups", "--seccomp=" + String.join(",", SyscallFilter.FIREJAIL_EXTRA),
				"--seccomp.block-secondary", ERROR_ACTION, "--protocol=unix,inet,inet6", "--restrict-namespaces",
				"--dbus-user=none", "--dbus-system=none", "--disable-mnt", "--private-dev", "--private-tmp",
				"--private-bin=none", "--private-opt=none", "--private-srv=none", "--private-etc=" + configuration()));
		hide(command);
		command.addAll(List.of("--private", "--read-only=" + user.home()));
		// Whitelisting one path hides all others beside it: sockets of services, caches.
		command.addAll(List.of("--whitelist=/run/firejail", "--whitelist=/var/tmp"));
		Stream.concat(Stream.of(cell.directory()), cell.files().stream())
			.forEach((path) -> command.add("--whitelist=" + path));
		command.add("--read-only=" + cell.directory());
		command.addAll(List.of("--read-only=/tmp", "--read-write=" + scratch(cell)));
		command.add("--private-cwd=" + scratch(cell));
		command.addAll(program);
		return command;
	}

	private void hide(List<String> command) {
		String[] names = new File("/").list();
		if (names != null) {
			Stream.of(names)
				.filter((name) -> !HANDLED.contains(name) && !this.runtime.home().startsWith("/" + name))
				.sorted()
				.forEach((name) -> command.add("--blacklist=/" + name));
		}
		for (String path : List.of("/sys", "/var/tmp", "/dev/shm", "/usr/src", "/usr/share", "/usr/include")) {
			command.add("--blacklist=" + path);
		}
	}

	private String configuration() {
		List<String> names = this.runtime.configuration()
			.stream()
			.map((path) -> Path.of("/etc").relativize(path).toString())
			.toList();
		return names.isEmpty() ? "none" : String.join(",", names);
	}

}
