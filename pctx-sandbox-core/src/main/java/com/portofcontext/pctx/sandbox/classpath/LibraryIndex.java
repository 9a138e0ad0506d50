package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.function.SingletonSupplier;

/**
 * Remembers, also for the next start, what was learnt by reading a library: it is not
 * read again while path, size, time of modification and its table of contents stay the
 * same. Size and time alone may outlive a change, for image builders set constant times.
 */
final class LibraryIndex {

	private static final Logger logger = LoggerFactory.getLogger(LibraryIndex.class);

	private final Path directory;

	private final Path file;

	/** Read when it is asked for the first time: an application's start does not wait. */
	private final Supplier<Map<String, Library>> libraries = SingletonSupplier.of(this::read);

	private final AtomicBoolean changed = new AtomicBoolean();

	/**
	 * A jar that was read.
	 *
	 * @param blob the SHA-256 of its content
	 * @param size its size
	 * @param configuration whether it holds an application's configuration
	 */
	record Library(String blob, long size, boolean configuration) {

		private static final int FIELDS = 4;

	}

	/**
	 * Create an index of the libraries in a directory of blobs.
	 * @param directory the directory, which may not exist yet
	 */
	LibraryIndex(Path directory) {
		this.directory = directory;
		this.file = directory.resolve("libraries");
	}

	private Map<String, Library> read() {
		Map<String, Library> read = new ConcurrentHashMap<>();
		try (Stream<String> lines = Files.lines(this.file)) {
			lines.map((line) -> line.split(" ", Library.FIELDS))
				.filter(LibraryIndex::isValid)
				.forEach((fields) -> add(fields, read));
		}
		catch (IOException | RuntimeException ex) {
			// There is none yet, or none that can be read: libraries are read again
		}
		return read;
	}

	private static boolean isValid(String[] fields) {
		return fields.length == Library.FIELDS && fields[0].matches("[0-9a-f]{64}") && fields[1].matches("\\d{1,18}");
	}

	private void add(String[] fields, Map<String, Library> read) {
		Library library = new Library(fields[0], Long.parseLong(fields[1]), Boolean.parseBoolean(fields[2]));
		if (isStored(library)) {
			read.put(fields[3], library);
		}
	}

	@Nullable Library find(Origin origin) throws IOException {
		Library library = this.libraries.get().get(key(origin));
		return (library != null && isStored(library) && BlobFiles.use(file(library))) ? library : null;
	}

	private Path file(Library library) {
		return BlobFiles.file(this.directory, library.blob());
	}

	private boolean isStored(Library library) {
		try {
			return Files.size(file(library)) == library.size();
		}
		catch (IOException ex) {
			return false;
		}
	}

	void add(Origin origin, Library library) throws IOException {
		this.libraries.get().put(key(origin), library);
		this.changed.set(true);
	}

	private static String key(Origin origin) throws IOException {
		return "%d %d %x %s!%s".formatted(Files.size(origin.file()),
				Files.getLastModifiedTime(origin.file()).toMillis(), origin.checksum(), origin.file(),
				(origin.nested() != null) ? origin.nested() : "");
	}

	/** Without it libraries are read again at the next start, and that is all. */
	void save() {
		if (!this.changed.compareAndSet(true, false)) {
			return;
		}
		try {
			write();
		}
		catch (IOException ex) {
			this.changed.set(true);
			logger.debug("The index of libraries {} cannot be written", this.file, ex);
		}
	}

	private void write() throws IOException {
		Path temporary = Files.createTempFile(this.directory, "new", ".tmp");
		try {
			Files.write(temporary, lines());
			Files.move(temporary, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private List<String> lines() {
		return new TreeMap<>(this.libraries.get()).entrySet()
			.stream()
			.map((entry) -> "%s %d %s %s".formatted(entry.getValue().blob(), entry.getValue().size(),
					entry.getValue().configuration(), entry.getKey()))
			.toList();
	}

}
