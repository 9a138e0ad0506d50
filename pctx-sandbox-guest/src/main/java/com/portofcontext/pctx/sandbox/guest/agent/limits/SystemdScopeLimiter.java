package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits by a transient systemd scope for each worker, of the system for root and of the
 * user's session otherwise.
 */
final class SystemdScopeLimiter implements ResourceLimiter {

	private static final int PROBE_SECONDS = 5;

	private final boolean user;

	private final Path mount;

	private final String run;

	private SystemdScopeLimiter(boolean user, Path mount, String run) {
		this.user = user;
		this.mount = mount;
		this.run = run;
	}

	static @Nullable SystemdScopeLimiter detect(CgroupMounts mounts, String run, boolean root) {
		Path mount = mounts.unifiedMount();
		if (mount == null || !mounts.controllers().isEmpty() || !Files.isDirectory(Path.of("/run/systemd/system"))) {
			return null;
		}
		SystemdScopeLimiter limiter = new SystemdScopeLimiter(!root, mount, run);
		return limiter.works() ? limiter : null;
	}

	/** Only a scope that was really made shows that the session has a manager. */
	private boolean works() {
		try {
			List<String> command = new ArrayList<>(command("probe", new Limits(1L << 26, 1, 16, 0, 0, 0)));
			command.add("true");
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				return false;
			}
			return process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private List<String> command(String name, Limits limits) {
		return List.of("systemd-run", manager(), "--scope", "--quiet", "--collect",
				"--unit=pctx-sandbox-%s-%s".formatted(this.run, name), "-pMemoryMax=" + limits.memory(),
				"-pMemorySwapMax=0", "-pCPUQuota=%d%%".formatted(Math.max(1, Math.round(limits.cpus() * 100))),
				"-pTasksMax=" + limits.processes(), "-pCPUWeight=" + CgroupV2Group.PREPARATION_WEIGHT, "--");
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
	public WorkerGroup create(String name, Limits limits) {
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

		Scope(String name, Limits limits) {
			super(limits);
			this.name = name;
			this.limits = limits;
		}

		@Override
		Path directory() throws IOException {
			Path known = this.directory;
			if (known != null) {
				return known;
			}
			String unit = "pctx-sandbox-%s-%s.scope".formatted(SystemdScopeLimiter.this.run, this.name);
			try (var paths = Files.find(SystemdScopeLimiter.this.mount, 12,
					(path, attributes) -> attributes.isDirectory() && path.endsWith(unit))) {
				Path found = paths.findFirst().orElseThrow(() -> new IOException("No scope " + unit));
				this.directory = found;
				return found;
			}
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
