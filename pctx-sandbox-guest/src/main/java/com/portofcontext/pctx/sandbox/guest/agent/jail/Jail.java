package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.nio.file.Path;
import java.util.List;

/**
 * Isolates one worker from the machine.
 */
public sealed interface Jail permits BubblewrapJail, FirejailJail {

	/**
	 * Return the kind of jail.
	 * @return the kind
	 */
	JailKind kind();

	/**
	 * Return its version, as it prints it.
	 * @return the version
	 */
	String version();

	/**
	 * Return the jail's executable: the only program beside the worker in a group.
	 * @return the file
	 */
	Path executable();

	/**
	 * Return where the worker sees a file that its cell gives it.
	 * @param cell the cell
	 * @param outside a file of the cell
	 * @return the same file, seen from inside
	 */
	Path inside(Cell cell, Path outside);

	/**
	 * Return the worker's only writable directory, seen from inside.
	 * @param cell the cell
	 * @return the directory
	 */
	Path scratch(Cell cell);

	/**
	 * Return the command that starts a program in the jail.
	 * @param cell the cell
	 * @param program the program and its arguments, as seen from inside
	 * @return the command
	 */
	List<String> command(Cell cell, List<String> program);

	/**
	 * Return the kind and version for people.
	 * @return such as {@code bubblewrap 0.8.0}
	 */
	default String displayName() {
		return "%s %s".formatted(kind().packageName(), version());
	}

}
