package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evicts blobs, or what is kept of them, by age and size. Whoever puts, finds or starts a
 * worker with a blob marks it as used, and what was used within the last hour always
 * stays: so does what is on its way to a worker, also to one of another application with
 * the same directory.
 */
public final class BlobSweep {

	private static final Logger logger = LoggerFactory.getLogger(BlobSweep.class);

	static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}\\" + BlobFiles.SUFFIX);

	private static final Pattern TEMPORARY = Pattern.compile("new.*\\.tmp");

	private static final Duration MAX_AGE = Duration.ofDays(30);

	private static final Duration GRACE = Duration.ofHours(1);

	static final long MAX_BYTES = 2L << 30;

	private final Path directory;

	private final Pattern name;

	private final long maxBytes;

	/**
	 * Create a sweep.
	 * @param directory where to look
	 * @param name the names of files that may be evicted
	 * @param maxBytes how many bytes may stay
	 */
	public BlobSweep(Path directory, Pattern name, long maxBytes) {
		this.directory = directory;
		this.name = name;
		this.maxBytes = maxBytes;
	}

	/** Blobs that cannot be removed cost space, and are no reason to fail. */
	public void run() {
		try {
			sweep(Instant.now());
		}
		catch (IOException | UncheckedIOException ex) {
			logger.debug("Blobs in {} were not swept: {}", this.directory, ex.toString());
		}
	}

	private void sweep(Instant now) throws IOException {
		List<Blob> blobs = new ArrayList<>();
		for (Path file : files()) {
			if (TEMPORARY.matcher(file.getFileName().toString()).matches()) {
				removeUnused(file, now.minus(GRACE));
			}
			else if (!removeUnused(file, now.minus(MAX_AGE))) {
				blobs.add(Blob.of(file));
			}
		}
		blobs.sort(Comparator.comparing(Blob::used));
		long bytes = blobs.stream().mapToLong(Blob::size).sum();
		for (Blob blob : blobs) {
			if (bytes > this.maxBytes && removeUnused(blob.file, now.minus(GRACE))) {
				bytes -= blob.size;
			}
		}
	}

	/** Nothing is touched that was not put here as a blob. */
	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files
				.filter((file) -> Stream.of(this.name, TEMPORARY)
					.anyMatch((pattern) -> pattern.matcher(file.getFileName().toString()).matches()))
				.toList();
		}
	}

	/** It is looked at just before it goes: it may have come to use meanwhile. */
	private static boolean removeUnused(Path file, Instant since) throws IOException {
		return Blob.of(file).used.isBefore(since) && Files.deleteIfExists(file);
	}

	/**
	 * A file as it was seen.
	 */
	private record Blob(Path file, Instant used, long size) {

		/** One that is gone, for others sweep as well, needs no removal. */
		static Blob of(Path file) throws IOException {
			try {
				BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
						LinkOption.NOFOLLOW_LINKS);
				Instant accessed = attributes.lastAccessTime().toInstant();
				Instant modified = attributes.lastModifiedTime().toInstant();
				return new Blob(file, accessed.isAfter(modified) ? accessed : modified, attributes.size());
			}
			catch (NoSuchFileException ex) {
				return new Blob(file, Instant.MAX, 0);
			}
		}

	}

}
