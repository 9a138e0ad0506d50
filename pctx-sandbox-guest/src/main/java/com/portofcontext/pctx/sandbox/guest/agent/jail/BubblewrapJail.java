package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bubblewrap: an empty root into which only the JVM, the system's libraries and the class
 * path are mounted, all read-only, and one scratch directory.
 *
 * @param executable its executable
 * @param version its version
 * @param runtime the files of the worker's JVM
 * @param filter the file that holds its filter of system calls
 */
record BubblewrapJail(Path executable, String version, JavaRuntimeFiles runtime, Path filter) implements Jail {

	private static final Path CONTROL = Path.of("/pctx");

	private static final Path CLASS_PATH = Path.of("/cp");

	private static final Path SCRATCH = Path.of("/tmp");

	/** A descriptor that the shell opens and bubblewrap reads; below 10 for any shell. */
	private static final String FILTER_DESCRIPTOR = "9";

	@Override
	public JailKind kind() {
		return JailKind.BUBBLEWRAP;
	}

	@Override
	public Path inside(Cell cell, Path outside) {
		if (outside.startsWith(cell.directory())) {
			return CONTROL.resolve(cell.directory().relativize(outside));
		}
		return CLASS_PATH.resolve(outside.getFileName());
	}

	@Override
	public Path scratch(Cell cell) {
		return SCRATCH;
	}

	@Override
	public List<String> command(Cell cell, List<String> program) {
		List<String> command = new ArrayList<>();
		command.addAll(List.of("/bin/sh", "-c", "exec " + FILTER_DESCRIPTOR + "<\"$1\"; shift; exec \"$@\"", "sh",
				this.filter.toString()));
		if (!cell.user().self()) {
			command.addAll(Privileges.drop(cell.user()));
		}
		command.add(this.executable.toString());
		command.addAll(List.of("--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
				"--hostname", "sandbox", "--clearenv", "--seccomp", FILTER_DESCRIPTOR));
		for (Path library : this.runtime.libraries()) {
			mountLibrary(command, library);
		}
		if (this.runtime.libraries().stream().noneMatch((path) -> this.runtime.home().startsWith(path))) {
			mount(command, this.runtime.home(), this.runtime.home());
		}
		this.runtime.configuration().forEach((path) -> mount(command, path, path));
		command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
		mount(command, cell.directory(), CONTROL);
		cell.files().forEach((file) -> mount(command, file, inside(cell, file)));
		command.addAll(List.of("--perms", "0700", "--size", Long.toString(cell.limits().scratch()), "--tmpfs",
				SCRATCH.toString(), "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SCRATCH.toString()));
		command.addAll(program);
		return command;
	}

	private void mountLibrary(List<String> command, Path library) {
		try {
			if (Files.isSymbolicLink(library)) {
				command.addAll(List.of("--symlink", Files.readSymbolicLink(library).toString(), library.toString()));
				return;
			}
		}
		catch (IOException ex) {
			// A directory is as good as the link to it.
		}
		mount(command, library, library);
	}

	private static void mount(List<String> command, Path source, Path target) {
		command.addAll(List.of("--ro-bind", source.toString(), target.toString()));
	}

}
