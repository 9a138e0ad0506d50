package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;

/**
 * What one worker needs of its jail.
 *
 * @param directory a directory of the worker's own, which holds its socket
 * @param classPath the jars it may read
 * @param limits what it may use
 * @param user the account it runs as
 * @param network what it may connect to
 */
public record Cell(Path directory, List<Path> classPath, Limits limits, WorkerUser user, AllowList network) {

	/** The name of the worker's socket in its directory. */
	public static final String SOCKET = "s";

	public Cell {
		classPath = List.copyOf(classPath);
	}

	/**
	 * Make a cell without a network.
	 * @param directory a directory of the worker's own, which holds its socket
	 * @param classPath the jars it may read
	 * @param limits what it may use
	 * @param user the account it runs as
	 */
	public Cell(Path directory, List<Path> classPath, Limits limits, WorkerUser user) {
		this(directory, classPath, limits, user, AllowList.NONE);
	}

}
