package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;

/**
 * Chooses what enforces limits here.
 */
public final class ResourceLimiters {

	private ResourceLimiters() {
	}

	/**
	 * Choose the first that works: a systemd scope, cgroup v2, cgroup v1.
	 * @param run a name for this process, unique on this machine
	 * @param root whether this process is root
	 * @return the limiter; one that enforces nothing where none works
	 * @throws IOException if {@code /proc} cannot be read
	 */
	public static ResourceLimiter detect(String run, boolean root) throws IOException {
		CgroupMounts mounts = CgroupMounts.read();
		ResourceLimiter limiter = SystemdScopeLimiter.detect(mounts, run, root);
		if (limiter == null) {
			limiter = CgroupV2Limiter.detect(mounts, run);
		}
		if (limiter == null) {
			limiter = CgroupV1Limiter.detect(mounts, run);
		}
		return (limiter != null) ? limiter : new NoLimiter();
	}

	/**
	 * Enforces nothing: every limit that is not waived is refused.
	 */
	private static final class NoLimiter implements ResourceLimiter {

		@Override
		public String name() {
			return "none";
		}

		@Override
		public Set<Limit> enforceable() {
			return EnumSet.noneOf(Limit.class);
		}

		@Override
		public List<Path> roots() {
			return List.of();
		}

		@Override
		public WorkerGroup create(String name, Limits limits) {
			return new ProcessTree();
		}

		@Override
		public void close() {
		}

	}

}
