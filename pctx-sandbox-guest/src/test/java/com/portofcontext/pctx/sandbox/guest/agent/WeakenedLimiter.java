package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.guest.agent.limits.LimitException;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Usage;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A real limiter, with one thing wrong in all that it starts: a word of the jail's
 * command line, or a file of the group, is another one than was asked for.
 */
final class WeakenedLimiter implements ResourceLimiter {

	/** Replaces each argument that equals the first by the words of the second. */
	private static final String REPLACE = """
			from=$1; to=$2; shift 2; count=$#
			while [ "$count" -gt 0 ]; do
				word=$1; shift; count=$((count - 1))
				if [ "$word" = "$from" ]; then set -- "$@" $to; else set -- "$@" "$word"; fi
			done
			exec "$@"
			""";

	private final ResourceLimiter limiter;

	private final Set<Limit> enforceable;

	private final Weakness weakness;

	/** Finds the groups that were made. */
	private final Supplier<List<Path>> groups;

	WeakenedLimiter(ResourceLimiter limiter, Set<Limit> enforceable, Weakness weakness, Supplier<List<Path>> groups) {
		this.limiter = limiter;
		this.enforceable = enforceable;
		this.weakness = weakness;
		this.groups = groups;
	}

	@Override
	public String name() {
		return this.limiter.name();
	}

	@Override
	public Set<Limit> enforceable() {
		return this.enforceable;
	}

	@Override
	public List<Path> roots() {
		return this.limiter.roots();
	}

	@Override
	public @Nullable String manager() {
		return this.limiter.manager();
	}

	@Override
	public WorkerGroup create(String name, Limits limits) throws LimitException {
		return new Group(this.limiter.create(name, limits), this.weakness, this.groups);
	}

	@Override
	public void close() {
		this.limiter.close();
	}

	/**
	 * What is wrong.
	 *
	 * @param from a word of a command line
	 * @param to what is in its place
	 * @param limit a limit that is not what was asked for
	 */
	record Weakness(String from, String to, @Nullable Loosened limit) {

		static final Weakness NONE = new Weakness("", "", null);

	}

	/**
	 * Limits that are not what was asked for, by the files of groups that say so in one
	 * or the other hierarchy. No other file is ever written to.
	 */
	enum Loosened {

		/** Some more memory; with swap there cannot be less than without. */
		MEMORY("memory.memsw.limit_in_bytes=1073741824", "memory.limit_in_bytes=1073741824", "memory.max=1073741824"),

		/** As much time, but more often. */
		CPU_PERIOD("cpu.cfs_period_us=10000", "cpu.max=20000 10000"),

		/** More time. */
		CPU_QUOTA("cpu.cfs_quota_us=40000", "cpu.max=40000 20000"),

		/** One more process. */
		PROCESSES("pids.max=65");

		private final List<String> files;

		Loosened(String... files) {
			this.files = List.of(files);
		}

		void overwrite(Path group) {
			for (String file : this.files) {
				String[] parts = file.split("=");
				overwrite(group.resolve(parts[0]), parts[1]);
			}
		}

		private static void overwrite(Path file, String value) {
			try {
				if (Files.isRegularFile(file)) {
					Files.writeString(file, value);
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A group whose processes are started in another way.
	 */
	private record Group(WorkerGroup group, Weakness weakness, Supplier<List<Path>> groups) implements WorkerGroup {

		@Override
		public List<Path> joinFiles() {
			return this.group.joinFiles();
		}

		@Override
		public List<String> launcher() {
			List<String> command = new ArrayList<>(this.group.launcher());
			command.addAll(List.of("/bin/sh", "-c", REPLACE, "sh", this.weakness.from(), this.weakness.to()));
			return command;
		}

		@Override
		public void started(long pid) {
			this.group.started(pid);
		}

		@Override
		public List<Long> processes() throws IOException {
			return this.group.processes();
		}

		@Override
		public List<String> prove(long pid) throws LimitException {
			if (this.weakness.limit() != null) {
				this.groups.get().stream().filter((group) -> has(group, pid)).forEach(this.weakness.limit()::overwrite);
			}
			return this.group.prove(pid);
		}

		private static boolean has(Path group, long pid) {
			try {
				return Files.readAllLines(group.resolve("cgroup.procs")).contains(Long.toString(pid));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public Usage usage() {
			return this.group.usage();
		}

		@Override
		public void kill() {
			this.group.kill();
		}

		@Override
		public boolean remove() {
			return this.group.remove();
		}

	}

}
