package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits by a transient systemd scope for each worker, of the system for root and of the
 * user's session otherwise.
 */
final class SystemdScopeLimiter implements ResourceLimiter {

	private static final int PROBE_SECONDS = 10;

	private static final int MAX_OUTPUT = 2000;

	private final boolean user;

	private final CgroupMounts mounts;

	private final String run;

	/** Where the manager puts scopes. */
	private final Path slice;

	private SystemdScopeLimiter(boolean user, CgroupMounts mounts, String run) throws LimitException {
		this.user = user;
		this.mounts = mounts;
		this.run = run;
		this.slice = probe();
	}

	static SystemdScopeLimiter detect(CgroupMounts mounts, String run, boolean root) throws LimitException {
		if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
			throw new LimitException("systemd does not run here");
		}
		if (mounts.unifiedMount() == null || !mounts.controllers().isEmpty()) {
			throw new LimitException("systemd does not use cgroup v2 alone here");
		}
		return new SystemdScopeLimiter(!root, mounts, run);
	}

	/** Only a scope that was really made shows that the session has a manager. */
	private Path probe() throws LimitException {
		List<String> command = new ArrayList<>(command("probe", new Limits(1L << 26, 1, 16, 0, 0, 0)));
		command.addAll(List.of("cat", "/proc/self/cgroup"));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
				.start();
			// A few lines, which fit in the pipe.
			if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new LimitException(
						"systemd-run %s made no scope within %d s".formatted(manager(), PROBE_SECONDS));
			}
			String output = new String(process.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
			Path scope = (process.exitValue() == 0) ? this.mounts.unified(output.lines().toList()) : null;
			if (scope == null || !scope.endsWith(unit("probe")) || scope.getParent() == null) {
				throw new LimitException("systemd-run %s makes no scope: %s".formatted(manager(), output.strip()));
			}
			return Objects.requireNonNull(scope.getParent());
		}
		catch (IOException ex) {
			throw new LimitException("systemd-run cannot be used: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LimitException("Interrupted while making a scope", ex);
		}
	}

	private String unit(String name) {
		return "pctx-sandbox-%s-%s.scope".formatted(this.run, name);
	}

	private List<String> command(String name, Limits limits) {
		return List.of("systemd-run", manager(), "--scope", "--quiet", "--collect", "--unit=" + unit(name),
				"-pMemoryMax=" + limits.memory(), "-pMemorySwapMax=0",
				"-pCPUQuota=%d%%".formatted(percent(limits.cpus())), "-pTasksMax=" + limits.processes(),
				"-pCPUWeight=" + CgroupV2Group.PREPARATION_WEIGHT, "--");
	}

	/** All that older releases of systemd take, and never more than was asked. */
	private static long percent(double cpus) {
		return (long) Math.floor(Math.nextUp(cpus * 100));
	}

	@Override
	public String name() {
		return "systemd scope (%s)".formatted(this.user ? "user" : "system");
	}

	@Override
	public Set<Limit> enforceable() {
		return EnumSet.of(Limit.MEMORY, Limit.CPU, Limit.PROCESSES);
	}

	@Override
	public List<Path> roots() {
		return List.of();
	}

	@Override
	public String manager() {
		return this.user ? "--user" : "--system";
	}

	@Override
	public WorkerGroup create(String name, Limits limits) throws LimitException {
		if (percent(limits.cpus()) < 1) {
			throw new LimitException(
					"cpus=%s cannot be enforced by systemd: use at least 0.01".formatted(limits.cpus()));
		}
		return new Scope(name, limits);
	}

	@Override
	public void close() {
		// A scope ends with its last process.
	}

	/**
	 * A scope, found by the first process that is in it.
	 */
	private final class Scope extends CgroupV2Group {

		private final String name;

		private final Limits limits;

		private volatile @Nullable Path directory;

		private volatile Usage last = Usage.UNKNOWN;

		private volatile @Nullable SliceKills killsBefore;

		Scope(String name, Limits limits) {
			super(limits);
			this.name = name;
			this.limits = limits;
		}

		@Override
		Path directory() throws IOException {
			Path known = this.directory;
			if (known == null) {
				known = find();
				this.directory = known;
			}
			return known;
		}

		/** Its first process tells; where that is gone already, others may be left. */
		private Path find() throws IOException {
			String unit = unit(this.name);
			Path own = SystemdScopeLimiter.this.mounts.unifiedOf(leader());
			if (own != null && own.endsWith(unit)) {
				return own;
			}
			Path expected = SystemdScopeLimiter.this.slice.resolve(unit);
			if (Files.isDirectory(expected)) {
				return expected;
			}
			throw new IOException("there is no scope " + unit);
		}

		@Override
		public List<Path> joinFiles() {
			return List.of();
		}

		@Override
		public List<String> launcher() {
			return command(this.name, this.limits);
		}

		@Override
		public void prioritize() {
			this.killsBefore = kills();
			super.prioritize();
		}

		/**
		 * A scope is gone with its last process: what was read before is kept, and its
		 * slice still counts whom the kernel killed, though not in which scope.
		 */
		@Override
		public Usage usage() {
			Usage now = super.usage();
			if (now.cpuNanos() > 0) {
				this.last = now;
			}
			Path known = this.directory;
			if (known == null || Files.exists(known)) {
				return this.last;
			}
			return new Usage(this.last.cpuNanos(), this.last.peakMemory(),
					this.last.outOfMemory() || isKilledSinceItsCall());
		}

		private boolean isKilledSinceItsCall() {
			SliceKills before = this.killsBefore;
			return before != null && kills().showsKillIn(unit(this.name), before);
		}

		private SliceKills kills() {
			return SliceKills.read(SystemdScopeLimiter.this.slice);
		}

		@Override
		public void kill() {
			usage();
			super.kill();
		}

		@Override
		public boolean remove() {
			try {
				return !Files.exists(directory());
			}
			catch (IOException ex) {
				return true;
			}
		}

	}

}
