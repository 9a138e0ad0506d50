package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Path;
import java.util.List;

/**
 * In what form a JVM keeps what it has learnt of the classes it loads. With each option
 * here a JVM that cannot use an archive starts without it.
 */
enum ArchiveKind {

	/** A dynamic archive of loaded classes, on top of the JDK's own. */
	SHARED_CLASSES("shared classes", ".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "-Xshare:auto"),

	/**
	 * Classes loaded and linked, with objects of the JDK's; a JVM forked at exit writes
	 * it.
	 */
	AOT_CACHE("AOT cache", ".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=", "-XX:AOTMode=auto");

	/** How the start of a worker without an archive is named. */
	static final String PLAIN = "plain";

	private static final int FIRST_WITH_AOT_CACHE = 25;

	private final String displayName;

	private final String suffix;

	private final String write;

	private final String read;

	private final String fallBack;

	ArchiveKind(String displayName, String suffix, String write, String read, String fallBack) {
		this.displayName = displayName;
		this.suffix = suffix;
		this.write = write;
		this.read = read;
		this.fallBack = fallBack;
	}

	static ArchiveKind of(Runtime.Version version) {
		return (version.feature() >= FIRST_WITH_AOT_CACHE) ? AOT_CACHE : SHARED_CLASSES;
	}

	String displayName() {
		return this.displayName;
	}

	String suffix() {
		return this.suffix;
	}

	/** Options of a JVM that writes an archive when it ends. */
	List<String> writing(Path file) {
		// The JDK refuses to write a cache where sharing is asked for by its older name.
		return List.of(this.write + file);
	}

	/** Options of a JVM that uses an archive. */
	List<String> reading(Path file) {
		return List.of(this.fallBack, this.read + file);
	}

}
