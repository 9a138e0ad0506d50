package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each worker's start the archive of its spec, if there is one. Nothing that goes
 * wrong here keeps a worker from starting without.
 */
final class Archives {

	private static final Logger logger = LoggerFactory.getLogger(Archives.class);

	private final ArchiveKind kind = ArchiveKind.of(Runtime.version());

	private final Site site;

	private final ArchiveKey key;

	private final @Nullable ArchiveStore store;

	Archives(Site site, boolean enabled) {
		this.site = site;
		this.key = new ArchiveKey(site.runtime());
		this.store = enabled ? open(directory(site.blobs()), this.kind) : null;
	}

	private static @Nullable ArchiveStore open(Path directory, ArchiveKind kind) {
		try {
			return ArchiveStore.open(directory, kind);
		}
		catch (IOException ex) {
			logger.info("Workers start without class-data sharing, for {} cannot be used: {}", directory,
					ex.toString());
			return null;
		}
	}

	/** Where archives are kept: beside the blobs. */
	static Path directory(Path blobs) {
		return blobs.resolveSibling("archives");
	}

	boolean isEnabled() {
		return this.store != null;
	}

	ServingStart serving(WorkerSpec spec, List<Path> jars) {
		return new ServingStart(spec.limits(), this.kind, find(spec, jars));
	}

	ServingStart plain(WorkerSpec spec) {
		return new ServingStart(spec.limits(), this.kind, null);
	}

	TrainingStart training(WorkerSpec spec, CompletableFuture<?> cancellation) {
		return new TrainingStart(spec.limits(), this.kind, cancellation);
	}

	private @Nullable Path find(WorkerSpec spec, List<Path> jars) {
		try {
			return (this.store != null) ? this.store.find(key(spec, jars)) : null;
		}
		catch (IOException ex) {
			logger.debug("No archive for {}: {}", spec.method().displayName(), ex.toString());
			return null;
		}
	}

	/** Keep what a trained worker left, which has ended. */
	void take(WorkerSpec spec, List<Path> jars, TrainingStart start) throws IOException {
		if (this.store != null) {
			this.store.take(key(spec, jars), start.scratch());
		}
	}

	/** An archive that a JVM did not use is no use to the next one either. */
	void check(WorkerSpec spec, ServingStart start) {
		Path archive = start.archive();
		if (archive != null && !start.used()) {
			remove(spec, archive, "the JVM did not use it");
		}
	}

	/** It is made anew, if it is worth that. */
	void remove(WorkerSpec spec, Path archive, String reason) {
		logger.info("Removing {}, the archive of {}: {}", archive, spec.method().displayName(),
				PrintableText.of(reason));
		try {
			if (this.store != null) {
				this.store.remove(archive);
			}
		}
		catch (IOException ex) {
			logger.debug("{} cannot be removed: {}", archive, ex.toString());
		}
	}

	private String key(WorkerSpec spec, List<Path> jars) throws IOException {
		Cell cell = new Cell(this.site.directory(), jars, spec.limits(), this.site.user());
		return this.key.of(spec, jars, jars.stream().map((jar) -> this.site.jail().inside(cell, jar)).toList());
	}

}
