package com.portofcontext.pctx.sandbox.classpath;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Jars by the SHA-256 of their content, in a directory that only this account may write.
 */
final class BlobStore {

	private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

	private static final Set<PosixFilePermission> BLOB = PosixFilePermissions.fromString("r--r--r--");

	private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 1, 1, 0, 0);

	private final Path directory;

	BlobStore(Path directory) {
		this.directory = directory;
	}

	/** Store a jar, unless it is there already; what is there is checked. */
	String put(byte[] jar) throws IOException {
		String name = sha256(jar);
		Path blob = this.directory.resolve(name + ".jar");
		if (Files.exists(blob) && sha256(Files.readAllBytes(blob)).equals(name)) {
			return name;
		}
		Files.createDirectories(this.directory);
		Files.setPosixFilePermissions(this.directory, DIRECTORY);
		Path temporary = Files.createTempFile(this.directory, "new", ".tmp");
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

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
