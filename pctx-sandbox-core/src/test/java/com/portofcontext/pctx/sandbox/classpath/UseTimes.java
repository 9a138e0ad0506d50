package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * When blobs were last of use.
 */
final class UseTimes {

	private UseTimes() {
	}

	/** Of a file that was read since it was written, reading alone sets no time. */
	static void setTwoHoursAgo(Path blob) throws IOException {
		view(blob).setTimes(FileTime.from(Instant.EPOCH), FileTime.from(Instant.now().minus(Duration.ofHours(2))),
				null);
	}

	static boolean isNow(Path blob) throws IOException {
		Instant accessed = view(blob).readAttributes().lastAccessTime().toInstant();
		return accessed.isAfter(Instant.now().minus(Duration.ofHours(1)));
	}

	private static BasicFileAttributeView view(Path blob) {
		return Files.getFileAttributeView(blob, BasicFileAttributeView.class);
	}

}
