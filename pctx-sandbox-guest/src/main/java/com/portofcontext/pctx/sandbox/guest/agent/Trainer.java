package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;

/**
 * Has a worker prepared as for a call, lets it end instead, and keeps the archive that
 * its JVM leaves.
 */
final class Trainer {

	/** It is prepared by then; what is left is to write the archive. */
	private static final long END_SECONDS = 120;

	private final WorkerFactory factory;

	private final Archives archives;

	Trainer(WorkerFactory factory, Archives archives) {
		this.factory = factory;
		this.archives = archives;
	}

	/**
	 * Train an archive.
	 * @param spec the spec it is of
	 * @param cancellation ends the training when it completes
	 * @throws AgentException if there is none in the end
	 * @throws InterruptedException if this thread is interrupted
	 */
	void train(WorkerSpec spec, CompletableFuture<?> cancellation) throws AgentException, InterruptedException {
		List<Path> jars = this.factory.jars(spec);
		try (TrainingStart start = this.archives.training(spec, cancellation)) {
			finish(this.factory.create(spec, jars, start));
			// Only now nothing can change what is there.
			this.archives.take(spec, jars, start);
		}
		catch (IOException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE, "No archive was trained: " + ex.getMessage(), ex);
		}
	}

	private static void finish(Worker worker) throws IOException, InterruptedException {
		boolean destroyed = false;
		try {
			worker.finish(END_SECONDS, TimeUnit.SECONDS);
		}
		finally {
			destroyed = worker.destroy();
		}
		if (!destroyed) {
			throw new IOException("something of the trained worker is left");
		}
	}

}
