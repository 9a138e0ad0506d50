package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is started for: to serve a call, or to leave an archive for those that
 * do. Everything else is the same for both.
 */
sealed interface WorkerStart permits ServingStart, TrainingStart {

	/** What it may use. */
	Limits limits();

	/** A file beside its class path that it may read. */
	@Nullable Path archive();

	/** Options of its JVM. */
	List<String> options(Jail jail, Cell cell);

	/** It runs, and can be ended so. */
	void launched(Runnable kill);

	/**
	 * Its jail is proven, and of the user's nothing has run in it but what is in an
	 * archive.
	 * @param process its directory in {@code /proc}
	 */
	void proven(Path process, Jail jail, Cell cell) throws IOException;

	/** How its JVM came by its classes, as seen from outside. */
	String name();

}
