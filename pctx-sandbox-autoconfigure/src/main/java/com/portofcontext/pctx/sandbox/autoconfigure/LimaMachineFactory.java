package com.portofcontext.pctx.sandbox.autoconfigure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.SandboxProgressEvent;
import com.portofcontext.pctx.sandbox.machine.lima.LimaMachine;
import com.portofcontext.pctx.sandbox.machine.lima.LimaSettings;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Lima machine that the properties describe.
 */
final class LimaMachineFactory {

	private LimaMachineFactory() {
	}

	static boolean isChosen(SandboxProperties.Machine machine) {
		return switch (machine) {
			case LIMA -> true;
			case LOCAL -> false;
			case AUTO -> System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
		};
	}

	static LimaMachine create(SandboxProperties properties, Consumer<SandboxProgressEvent> listener) {
		SandboxProperties.Lima lima = properties.lima();
		Path home = (lima.home() != null) ? lima.home() : Path.of(System.getProperty("user.home"), ".pctx-lima");
		LimaSettings settings = new LimaSettings(lima.instance(), home, lima.limactl(), lima.cpus(), lima.memory(),
				lima.disk(), lima.vmType(), image(lima.image()), lima.provision(), lima.lifecycle(), lima.start(),
				lima.startTimeout(), new LimaSettings.Reset(lima.reset().afterCalls(), lima.reset().afterIdle()),
				lima.idleStop(), lima.emulation(), agent(properties));
		return new LimaMachine(settings, LocalMachineFactory.Directories.of(properties.local().directory()).blobs(),
				listener);
	}

	private static LimaSettings.@Nullable Image image(SandboxProperties.@Nullable Image image) {
		return (image != null && image.location() != null)
				? new LimaSettings.Image(image.location(), image.kernel(), image.initrd(), image.arch()) : null;
	}

	/** The agent is a process of its own, which reads a file. */
	private static Map<String, String> agent(SandboxProperties properties) {
		SandboxProperties.Pool pool = properties.pool();
		Map<String, String> settings = new TreeMap<>();
		settings.put("min-idle", Integer.toString(pool.minIdle()));
		settings.put("idle-timeout", pool.idleTimeout().toString());
		settings.put("warm-up", Boolean.toString(pool.warmUp()));
		settings.put("start-timeout", pool.startTimeout().toString());
		settings.put("class-data-sharing", Boolean.toString(pool.classDataSharing()));
		if (pool.maxWorkers() > 0) {
			settings.put("max-workers", Integer.toString(pool.maxWorkers()));
		}
		if (pool.maxMemory() != null) {
			settings.put("max-memory", Long.toString(pool.maxMemory().toBytes()));
		}
		if (properties.jail() != SandboxProperties.Jail.AUTO) {
			settings.put("jail", properties.jail().name().toLowerCase(Locale.ROOT));
		}
		return settings;
	}

}
