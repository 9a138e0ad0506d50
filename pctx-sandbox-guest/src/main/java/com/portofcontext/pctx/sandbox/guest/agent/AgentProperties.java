package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an agent that is a process of its own, from a properties file. A name
 * that is not known is refused: whoever wrote it meant something.
 */
final class AgentProperties {

	private static final long MEGABYTE = 1024 * 1024;

	/** What the system, sshd and the agent itself use. */
	private static final long OTHERS_MEMORY = 512 * MEGABYTE;

	private static final long WORKER_MEMORY = 256 * MEGABYTE;

	private final Path file;

	private final Properties properties;

	/** Those that nobody has asked for yet. */
	private final Set<String> unread;

	private AgentProperties(Path file, Properties properties) {
		this.file = file;
		this.properties = properties;
		this.unread = new TreeSet<>(properties.stringPropertyNames());
	}

	/**
	 * Read settings.
	 * @param file the file
	 * @return the settings
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if one is missing, malformed or unknown
	 */
	static AgentSettings read(Path file) throws IOException {
		Properties properties = new Properties();
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		return new AgentProperties(file, properties).settings();
	}

	private AgentSettings settings() {
		Path run = require("run-directory", Path::of);
		Path blobs = require("blob-directory", Path::of);
		HostSocket socket = new HostSocket(require("socket", Path::of), require("socket-owner", Function.identity()));
		String worker = require("worker-user", Function.identity());
		JailKind jail = get("jail", (name) -> JailKind.valueOf(name.toUpperCase(Locale.ROOT)));
		PoolSettings pool = pool();
		if (!this.unread.isEmpty()) {
			throw new IllegalArgumentException(
					"%s has settings that are not known: %s".formatted(this.file, this.unread));
		}
		// Here nothing is for development only: every limit is enforced.
		return new AgentSettings(run, blobs, jail, Set.of(), worker, pool, socket);
	}

	/** The machine is there for workers. */
	private PoolSettings pool() {
		long memory = get("max-memory", Long::valueOf, defaultMemory());
		return new PoolSettings(get("min-idle", Integer::valueOf, 1),
				get("max-workers", Integer::valueOf, (int) Math.max(2, memory / WORKER_MEMORY)), memory,
				get("idle-timeout", Duration::parse, Duration.ofMinutes(10)), get("warm-up", Boolean::valueOf, true),
				get("start-timeout", Duration::parse, Duration.ofSeconds(60)),
				get("class-data-sharing", Boolean::valueOf, true) ? PoolSettings.TRAIN_AFTER : 0);
	}

	private static long defaultMemory() {
		long total = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
		return Math.max(total / 2, total - OTHERS_MEMORY);
	}

	private <T> T require(String name, Function<String, T> parser) {
		T value = get(name, parser);
		if (value == null) {
			throw new IllegalArgumentException("%s lacks the setting '%s'".formatted(this.file, name));
		}
		return value;
	}

	private <T> T get(String name, Function<String, T> parser, T absent) {
		T value = get(name, parser);
		return (value != null) ? value : absent;
	}

	private <T> @Nullable T get(String name, Function<String, T> parser) {
		this.unread.remove(name);
		String text = this.properties.getProperty(name);
		if (text == null) {
			return null;
		}
		try {
			return parser.apply(text.strip());
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("%s has %s=%s: %s".formatted(this.file, name, text, ex.getMessage()),
					ex);
		}
	}

}
