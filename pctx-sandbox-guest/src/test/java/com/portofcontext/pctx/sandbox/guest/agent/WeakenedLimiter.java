package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

	/** The only file that is ever written to: no name of a test's decides that. */
	private static final String PROCESSES = "pids.max";

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

	WeakenedLimiter(ResourceLimiter limiter, Set<Limit> enforceable, Weakness weakness) {
		this.limiter = limiter;
		this.enforceable = enforceable;
		this.weakness = weakness;
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
		return new Group(this.limiter.create(name, limits), this.weakness);
	}

	@Override
	public void close() {
		this.limiter.close();
	}

	/**
	 * What is wrong.
	 *
	 * @param from a word of a command line, or {@code pids.max} for that file of a group
	 * @param to what is in its place
	 */
	record Weakness(String from, String to) {

		static final Weakness NONE = new Weakness("", "");

	}

	/**
	 * A group whose processes are started in another way.
	 */
	private record Group(WorkerGroup group, Weakness weakness) implements WorkerGroup {

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
			if (this.weakness.from().equals(PROCESSES)) {
				joinFiles().forEach((file) -> overwrite(file.resolveSibling(PROCESSES)));
			}
		}

		private void overwrite(Path file) {
			try {
				if (Files.isRegularFile(file)) {
					Files.writeString(file, this.weakness.to());
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public List<Long> processes() throws IOException {
			return this.group.processes();
		}

		@Override
		public List<String> prove(long pid) throws LimitException {
			return this.group.prove(pid);
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
