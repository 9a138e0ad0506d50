package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes of one worker, and what they may use together.
 */
public interface WorkerGroup {

	/**
	 * Return the files to which the first process writes its id before it becomes the
	 * jail.
	 * @return the files
	 */
	List<Path> joinFiles();

	/**
	 * Return a command that runs its arguments inside the group.
	 * @return the command, empty where {@link #joinFiles()} is enough
	 */
	default List<String> launcher() {
		return List.of();
	}

	/**
	 * Tell the group which process is to be its first.
	 * @param pid the process that was started
	 */
	default void started(long pid) {
	}

	/**
	 * Return the processes of the group, as seen from here.
	 * @return their ids
	 * @throws IOException if they cannot be read
	 */
	List<Long> processes() throws IOException;

	/**
	 * Prove that a process is in the group, and the limits in force.
	 * @param pid the process
	 * @return what was read, a fact each
	 * @throws LimitException if it is not so
	 */
	List<String> prove(long pid) throws LimitException;

	/**
	 * Give the group its full share of busy CPUs: until its call it only has what nobody
	 * else wants, so that preparing workers never slows calls.
	 */
	default void prioritize() {
	}

	/**
	 * Return what the group has used.
	 * @return the usage
	 */
	Usage usage();

	/**
	 * Kill all its processes; none can escape by forking.
	 */
	void kill();

	/**
	 * Remove the group. Its processes must be gone.
	 * @return whether it is gone
	 */
	boolean remove();

}
