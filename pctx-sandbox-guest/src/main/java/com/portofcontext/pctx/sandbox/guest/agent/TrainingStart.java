package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The start of a worker that is there to be looked at by its JVM: prepared like any, it
 * is never called, and leaves an archive in its scratch directory when it ends.
 */
final class TrainingStart implements WorkerStart, AutoCloseable {

	private static final long MEMORY = 512L << 20;

	private static final long SCRATCH = 256L << 20;

	private static final int PROCESSES = 96;

	private final Limits limits;

	private final ArchiveKind kind;

	private final CompletableFuture<?> cancellation;

	private @Nullable SecureDirectoryStream<Path> scratch;

	TrainingStart(Limits served, ArchiveKind kind, CompletableFuture<?> cancellation) {
		this.limits = limits(served);
		this.kind = kind;
		this.cancellation = cancellation;
	}

	/**
	 * What it takes to write an archive, by two JVMs at once, with its files in memory.
	 */
	static Limits limits(Limits served) {
		return new Limits(Math.max(MEMORY, served.memory()), Math.max(1, served.cpus()),
				Math.max(PROCESSES, served.processes()), Math.max(SCRATCH, served.scratch()), served.result(),
				served.output());
	}

	@Override
	public Limits limits() {
		return this.limits;
	}

	@Override
	public @Nullable Path archive() {
		return null;
	}

	@Override
	public List<String> options(Jail jail, Cell cell) {
		return this.kind.writing(jail.scratch(cell).resolve(ArchiveStore.TRAINED));
	}

	@Override
	public void launched(Runnable kill) {
		this.cancellation.thenRun(kill);
	}

	/** An open directory outlives the jail that it is mounted in. */
	@Override
	@SuppressWarnings("StreamResourceLeak")
	public void proven(Path process, Jail jail, Cell cell) throws IOException {
		DirectoryStream<Path> stream = Files.newDirectoryStream(process.resolve("root" + jail.scratch(cell)));
		if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
			stream.close();
			throw new IOException("The scratch directory cannot be read without following links");
		}
		this.scratch = secure;
	}

	SecureDirectoryStream<Path> scratch() throws IOException {
		if (this.scratch == null) {
			throw new IOException("There was no scratch directory");
		}
		return this.scratch;
	}

	@Override
	public String name() {
		return ArchiveKind.PLAIN;
	}

	@Override
	public void close() throws IOException {
		if (this.scratch != null) {
			this.scratch.close();
		}
	}

}
