package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The start of a worker that serves a call, with an archive if there is one.
 */
final class ServingStart implements WorkerStart {

	private final Limits limits;

	private final ArchiveKind kind;

	private final @Nullable Path archive;

	private boolean used;

	ServingStart(Limits limits, ArchiveKind kind, @Nullable Path archive) {
		this.limits = limits;
		this.kind = kind;
		this.archive = archive;
	}

	@Override
	public Limits limits() {
		return this.limits;
	}

	@Override
	public @Nullable Path archive() {
		return this.archive;
	}

	@Override
	public List<String> options(Jail jail, Cell cell) {
		return (this.archive != null) ? this.kind.reading(jail.inside(cell, this.archive)) : List.of("-Xshare:auto");
	}

	@Override
	public void launched(Runnable kill) {
		// Its pool ends it.
	}

	/** A JVM that cannot use an archive does not keep it mapped. */
	@Override
	public void proven(Path process, Jail jail, Cell cell) throws IOException {
		if (this.archive != null) {
			String end = "/" + this.archive.getFileName();
			try (Stream<String> lines = Files.lines(process.resolve("maps"))) {
				this.used = lines.anyMatch((line) -> line.endsWith(end));
			}
		}
	}

	boolean used() {
		return this.used;
	}

	@Override
	public String name() {
		return this.used ? this.kind.displayName() : ArchiveKind.PLAIN;
	}

}
