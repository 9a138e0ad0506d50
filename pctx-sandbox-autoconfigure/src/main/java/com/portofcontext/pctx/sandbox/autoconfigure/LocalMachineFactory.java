package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.guest.agent.AgentSettings;
import com.portofcontext.pctx.sandbox.guest.agent.PoolSettings;
import com.portofcontext.pctx.sandbox.guest.agent.WorkerUsers;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.machine.local.LocalMachine;
import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Makes the local machine that the properties describe.
 */
final class LocalMachineFactory {

	private static final int MINIMUM_WORKERS = 2;

	private LocalMachineFactory() {
	}

	static LocalMachine create(SandboxProperties properties, DataSize defaultMemory) {
		Directories directories = Directories.of(properties.local().directory());
		// To learn the machine's memory takes a while, so that waits until it is needed.
		return new LocalMachine(directories.blobs(), () -> settings(directories, properties, defaultMemory));
	}

	private static AgentSettings settings(Directories directories, SandboxProperties properties,
			DataSize defaultMemory) {
		Set<Limit> unenforced = properties.local()
			.unenforced()
			.stream()
			.map((limit) -> Limit.valueOf(limit.name()))
			.collect(Collectors.toUnmodifiableSet());
		return new AgentSettings(directories.run(), directories.blobs(), jail(properties.jail()), unenforced,
				properties.local().workerUser(), pool(properties.pool(), defaultMemory));
	}

	private static @Nullable JailKind jail(SandboxProperties.Jail jail) {
		return switch (jail) {
			case AUTO -> null;
			case FIREJAIL -> JailKind.FIREJAIL;
			case BUBBLEWRAP -> JailKind.BUBBLEWRAP;
		};
	}

	private static PoolSettings pool(SandboxProperties.Pool pool, DataSize defaultMemory) {
		DataSize maxMemory = pool.maxMemory();
		long memory = (maxMemory != null) ? maxMemory.toBytes() : machineMemory() / 2;
		int workers = (pool.maxWorkers() > 0) ? pool.maxWorkers()
				: (int) Math.max(MINIMUM_WORKERS, memory / defaultMemory.toBytes());
		return new PoolSettings(pool.minIdle(), workers, memory, pool.idleTimeout(), pool.warmUp(), pool.startTimeout(),
				pool.classDataSharing() ? PoolSettings.TRAIN_AFTER : 0);
	}

	private static long machineMemory() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
	}

	/**
	 * Where an agent and its class path live. Workers of root's agent run as another
	 * account, which must be able to pass through.
	 *
	 * @param run sockets and workers, gone with the machine's power
	 * @param blobs class path, kept
	 */
	private record Directories(Path run, Path blobs) {

		static Directories of(@Nullable Path chosen) {
			if (chosen != null) {
				Path directory = chosen.toAbsolutePath();
				return new Directories(directory.resolve("run"), directory.resolve("blobs"));
			}
			if (isRoot()) {
				return new Directories(Path.of("/run/pctx-sandbox"), Path.of("/var/cache/pctx-sandbox/blobs"));
			}
			Path cache = Path.of(System.getProperty("user.home"), ".cache", "pctx-sandbox");
			String runtime = System.getenv("XDG_RUNTIME_DIR");
			Path run = (runtime != null && Files.isWritable(Path.of(runtime))) ? Path.of(runtime, "pctx-sandbox")
					: cache.resolve("run");
			return new Directories(run, cache.resolve("blobs"));
		}

		private static boolean isRoot() {
			try {
				return WorkerUsers.isRoot();
			}
			catch (IOException ex) {
				// This is not Linux: the machine itself will say so.
				return false;
			}
		}

	}

}
