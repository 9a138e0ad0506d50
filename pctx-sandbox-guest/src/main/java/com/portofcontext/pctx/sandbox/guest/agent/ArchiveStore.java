package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import org.jspecify.annotations.Nullable;

/**
 * The archives that trained workers left, in a directory that this account alone may
 * write. The name of each says of which spec it is, and the checksum of its content: what
 * is damaged is removed before a JVM sees it.
 */
final class ArchiveStore {

	/** Files that are archives, for whoever sweeps. */
	static final Pattern NAME = Pattern.compile("[0-9a-f]{64}-[0-9a-f]{8}\\.(jsa|aot)");

	/** The name that a trained worker gives its archive. */
	static final String TRAINED = "archive";

	/** What all archives may take together. */
	static final long MAX_TOTAL = 1L << 30;

	private static final long MAX_BYTES = 256L << 20;

	private final Path directory;

	private final ArchiveKind kind;

	/** Those whose content was checked, as they were then. */
	private final Map<String, Checked> checked = new ConcurrentHashMap<>();

	private ArchiveStore(Path directory, ArchiveKind kind) {
		this.directory = directory;
		this.kind = kind;
	}

	/**
	 * Open a directory of archives.
	 * @param directory the directory, which is made if it is not there
	 * @param kind the kind of archives that this JVM uses
	 * @return the store
	 * @throws IOException if it cannot be made, or others may write it
	 */
	static ArchiveStore open(Path directory, ArchiveKind kind) throws IOException {
		Files.createDirectories(directory);
		RunDirectory.requireOwn(directory);
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		return new ArchiveStore(directory, kind);
	}

	/**
	 * Find an archive that can be used, and mark it as used.
	 * @param key its name
	 * @return its file, or {@code null} if there is none
	 */
	@Nullable Path find(String key) throws IOException {
		Checked known = this.checked.get(key);
		if (known != null && known.isUnchanged()) {
			BlobFiles.use(known.file);
			return known.file;
		}
		this.checked.remove(key);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory, key + "-*" + this.kind.suffix())) {
			for (Path file : files) {
				if (file.equals(name(key, checksum(file)))) {
					this.checked.put(key, Checked.of(file));
					BlobFiles.use(file);
					return file;
				}
				Files.deleteIfExists(file);
			}
		}
		return null;
	}

	/**
	 * Take over what a worker left. Nothing that runs may still write there; whatever is
	 * in the place of a plain file is not opened.
	 * @param key the archive's name
	 * @param scratch the directory where the worker left it
	 * @throws IOException if there is no archive, or none that is acceptable
	 */
	void take(String key, SecureDirectoryStream<Path> scratch) throws IOException {
		Path name = Path.of(TRAINED);
		BasicFileAttributes attributes = scratch
			.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
			.readAttributes();
		if (!attributes.isRegularFile()) {
			throw new IOException("in the place of its archive is no plain file");
		}
		if (attributes.size() == 0 || attributes.size() > MAX_BYTES) {
			throw new IOException("its archive has %d bytes".formatted(attributes.size()));
		}
		Path temporary = Files.createTempFile(this.directory, "new", ".tmp");
		try (InputStream in = Channels
			.newInputStream(scratch.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
			Path file = name(key, copy(in, temporary, attributes.size()));
			Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("r--r--r--"));
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
			this.checked.put(key, Checked.of(file));
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Whoever finds it next finds none. */
	void remove(Path file) throws IOException {
		Files.deleteIfExists(file);
	}

	private Path name(String key, long checksum) {
		return this.directory.resolve("%s-%08x%s".formatted(key, checksum, this.kind.suffix()));
	}

	private static long copy(InputStream in, Path target, long size) throws IOException {
		CRC32C checksum = new CRC32C();
		try (OutputStream out = new CheckedOutputStream(Files.newOutputStream(target), checksum)) {
			byte[] buffer = new byte[64 * 1024];
			long left = size;
			while (left > 0) {
				int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (count < 0) {
					throw new IOException("its archive became shorter");
				}
				out.write(buffer, 0, count);
				left -= count;
			}
		}
		return checksum.getValue();
	}

	/** A checksum is against damage: who may write here may write anything. */
	private static long checksum(Path file) throws IOException {
		CRC32C checksum = new CRC32C();
		try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
			in.transferTo(OutputStream.nullOutputStream());
		}
		return checksum.getValue();
	}

	/**
	 * A file as it was when its content was checked.
	 */
	private record Checked(Path file, long size, long modified) {

		static Checked of(Path file) throws IOException {
			return new Checked(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
		}

		boolean isUnchanged() {
			try {
				return of(this.file).equals(this);
			}
			catch (IOException ex) {
				// It was evicted.
				return false;
			}
		}

	}

}
