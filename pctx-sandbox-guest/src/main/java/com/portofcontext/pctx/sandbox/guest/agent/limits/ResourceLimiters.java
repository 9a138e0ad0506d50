package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
	 * Choose the first that works: a delegated cgroup v2, a systemd scope, cgroup v2,
	 * cgroup v1.
	 * @param run a name for this process, unique on this machine
	 * @param root whether this process is root
	 * @return the limiter; one that enforces nothing where none works
	 * @throws IOException if {@code /proc} cannot be read
	 */
	public static ResourceLimiter detect(String run, boolean root) throws IOException {
		CgroupMounts mounts = CgroupMounts.read();
		List<String> reasons = new ArrayList<>();
		for (Detection detection : List.<Detection>of(() -> CgroupV2Limiter.detectDelegated(mounts, run),
				() -> SystemdScopeLimiter.detect(mounts, run, root), () -> CgroupV2Limiter.detect(mounts, run, root),
				() -> CgroupV1Limiter.detect(mounts, run))) {
			try {
				return detection.detect();
			}
			catch (LimitException ex) {
				reasons.add(ex.getMessage());
			}
		}
		return new NoLimiter(String.join("; ", reasons));
	}

	/**
	 * Finds out whether one kind of limiter works here.
	 */
	private interface Detection {

		ResourceLimiter detect() throws LimitException;

	}

	/**
	 * Enforces nothing: every limit that is not waived is refused.
	 *
	 * @param reason why no other limiter works
	 */
	private record NoLimiter(String reason) implements ResourceLimiter {

		@Override
		public String name() {
			return "none (%s)".formatted(this.reason);
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
