package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What host and agent agree on about the directory of blobs: which file a blob is, and
 * that its time of access says when it was last of use. The time of modification stays:
 * what a JVM has learnt of a jar is void once that changes.
 */
public final class BlobFiles {

	/** How the name of a blob's file ends. */
	public static final String SUFFIX = ".jar";

	private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

	private BlobFiles() {
	}

	/** A name becomes a part of a path. */
	static void checkName(String name) throws ProtocolException {
		if (!NAME.matcher(name).matches()) {
			throw new ProtocolException("'%s' is no name of a blob".formatted(PrintableText.of(name)));
		}
	}

	/**
	 * Return the file of a blob.
	 * @param directory the directory of blobs
	 * @param name the blob's SHA-256
	 * @return the file, which may not exist
	 */
	public static Path file(Path directory, String name) {
		return directory.resolve(name + SUFFIX);
	}

	/**
	 * Keep a blob from being evicted, for it is used now.
	 * @param blob its file
	 * @return whether it is there
	 */
	public static boolean use(Path blob) {
		try {
			Files.getFileAttributeView(blob, BasicFileAttributeView.class)
				.setTimes(null, FileTime.from(Instant.now()), null);
			return true;
		}
		catch (IOException ex) {
			// Of another account it can be read all the same.
			return Files.isReadable(blob);
		}
	}

}
