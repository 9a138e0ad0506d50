package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What one worker needs of its jail.
 *
 * @param directory a directory of the worker's own, which holds its socket
 * @param classPath the jars it may read
 * @param limits what it may use
 * @param user the account it runs as
 * @param network what it may connect to
 * @param archive a file that its JVM may map, or {@code null}
 */
public record Cell(Path directory, List<Path> classPath, Limits limits, WorkerUser user, AllowList network,
		@Nullable Path archive) {

	/** The name of the worker's socket in its directory. */
	public static final String SOCKET = "s";

	public Cell {
		classPath = List.copyOf(classPath);
	}

	/**
	 * Describe a cell without a network or an archive.
	 * @param directory a directory of the worker's own, which holds its socket
	 * @param classPath the jars it may read
	 * @param limits what it may use
	 * @param user the account it runs as
	 */
	public Cell(Path directory, List<Path> classPath, Limits limits, WorkerUser user) {
		this(directory, classPath, limits, user, AllowList.NONE, null);
	}

	/**
	 * Return all files it may read.
	 * @return the jars, and the archive if there is one
	 */
	List<Path> files() {
		return Stream.concat(this.classPath.stream(), Stream.ofNullable(this.archive)).toList();
	}

}
