package com.portofcontext.pctx.sandbox.classpath;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;

/**
 * Jars by the SHA-256 of their content, in a directory that only this account may write.
 *
 * @since 0.1.0
 */
public final class BlobStore {

	private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

	private static final Set<PosixFilePermission> BLOB = PosixFilePermissions.fromString("r--r--r--");

	private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 1, 1, 0, 0);

	private final Path directory;

	private volatile boolean opened;

	/**
	 * Create a store.
	 * @param directory its directory, which may not exist yet
	 */
	public BlobStore(Path directory) {
		this.directory = directory;
	}

	/**
	 * Store a jar, unless it is there already; what is there is checked.
	 * @param jar its content
	 * @return its name
	 * @throws IOException if it cannot be stored
	 */
	public String put(byte[] jar) throws IOException {
		open();
		String name = Sha256.of(jar);
		Path blob = file(name);
		if (use(name) && Sha256.of(Files.readAllBytes(blob)).equals(name)) {
			return name;
		}
		Path temporary = createTemporary();
		try {
			Files.write(temporary, jar);
			Files.setPosixFilePermissions(temporary, BLOB);
			Files.move(temporary, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (FileAlreadyExistsException ex) {
			// Another application stored the same.
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		return name;
	}

	/** Whether a blob is there; it is not evicted before long. */
	boolean use(String name) {
		return BlobFiles.use(file(name));
	}

	/**
	 * Tell whether a blob of a known size is there; it is not evicted before long.
	 * @param name its name
	 * @param size its size
	 * @return whether it is
	 */
	public boolean use(String name, long size) {
		try {
			return Files.size(file(name)) == size && use(name);
		}
		catch (IOException ex) {
			return false;
		}
	}

	Path file(String name) {
		return BlobFiles.file(this.directory, name);
	}

	/** Whoever owns the directory can exchange what was checked. */
	void open() throws IOException {
		if (this.opened && Files.isDirectory(this.directory)) {
			return;
		}
		Files.createDirectories(this.directory);
		Path temporary = createTemporary();
		try {
			if (!Files.getOwner(temporary).equals(Files.getOwner(this.directory))) {
				throw new IOException(
						"%s belongs to %s, not to %s. Remove it, or name another in pctx.sandbox.local.directory."
							.formatted(this.directory, Files.getOwner(this.directory), Files.getOwner(temporary)));
			}
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		Files.setPosixFilePermissions(this.directory, DIRECTORY);
		this.opened = true;
	}

	/** The agent removes what a killed application leaves. */
	private Path createTemporary() throws IOException {
		return Files.createTempFile(this.directory, "new", ".tmp");
	}

	/**
	 * Make a jar that only depends on its files; stored, which class loading likes best.
	 */
	static byte[] jar(NavigableMap<String, byte[]> files) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.setMethod(ZipOutputStream.STORED);
			for (Map.Entry<String, byte[]> file : files.entrySet()) {
				ZipEntry entry = new ZipEntry(file.getKey());
				CRC32 checksum = new CRC32();
				checksum.update(file.getValue());
				entry.setCrc(checksum.getValue());
				entry.setSize(file.getValue().length);
				entry.setTimeLocal(TIMESTAMP);
				zip.putNextEntry(entry);
				zip.write(file.getValue());
			}
		}
		return bytes.toByteArray();
	}

}
