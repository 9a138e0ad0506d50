package com.portofcontext.pctx.sandbox.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.SandboxReuse;
import com.portofcontext.pctx.sandbox.machine.lima.LimaSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * Properties below {@code pctx.sandbox}. A key that is none of them is refused: a limit
 * that was misspelt would be no limit.
 *
 * @param enabled Whether sandboxed methods can be called. When they can not, calls fail:
 * they never run in the application instead.
 * @param machine Machine that sandboxed code runs in.
 * @param jail Jail around each worker.
 * @param defaults Limits of sandboxed methods that name no profile.
 * @param profiles Named sets of limits. What a profile leaves out is taken from the
 * defaults.
 * @param pool Workers that are kept ready.
 * @param classpath What travels to the machine.
 * @param dependencies Libraries that only sandboxed code has.
 * @param jackson How values are carried.
 * @param local Settings of the local machine.
 * @param lima Settings of the Lima machine.
 * @param retry Retries of calls that never ran.
 * @since 0.1.0
 */
@ConfigurationProperties(prefix = "pctx.sandbox", ignoreUnknownFields = false)
public record SandboxProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Machine machine,
		@DefaultValue("auto") Jail jail, @DefaultValue Limits defaults, @DefaultValue Map<String, Limits> profiles,
		@DefaultValue Pool pool, @DefaultValue Classpath classpath, @DefaultValue Dependencies dependencies,
		@DefaultValue Jackson jackson, @DefaultValue Local local, @DefaultValue Lima lima, @DefaultValue Retry retry) {

	/**
	 * Where sandboxed code runs.
	 */
	public enum Machine {

		/** This host where it is Linux, a Lima virtual machine on macOS. */
		AUTO,

		/** This Linux host. */
		LOCAL,

		/** A Lima virtual machine. */
		LIMA

	}

	/**
	 * What surrounds a worker.
	 */
	public enum Jail {

		/** Bubblewrap if a program really runs in it here, else Firejail. */
		AUTO,

		/** Firejail, set-uid root. */
		FIREJAIL,

		/** Bubblewrap, by user namespaces. */
		BUBBLEWRAP

	}

	/**
	 * A limit that may be waived for development.
	 */
	public enum WaivableLimit {

		/** Memory of the process tree. */
		MEMORY,

		/** CPU time of the process tree. */
		CPU,

		/** Number of processes and threads. */
		PROCESSES

	}

	/**
	 * What one call may use; {@code null} where this set of limits says nothing.
	 *
	 * @param memory Memory of the worker's process tree, heap and everything else.
	 * @param cpus CPU time per wall time.
	 * @param timeout Wall time from call to result.
	 * @param maxProcesses Number of processes and threads together.
	 * @param maxResultSize Size of the encoded result.
	 * @param maxOutputSize Size of standard output and error together. What exceeds it is
	 * dropped.
	 * @param scratchSize Size of the writable file system.
	 * @param network Network access. Without it there is none.
	 * @param reuse Whether a worker serves more than one call, of one method of one bean.
	 * Only for trusted code: what a call leaves behind is there for the next.
	 * @param reuseCalls Number of calls that such a worker serves at most.
	 * @param reuseTime Time that such a worker serves at most, from its first call on.
	 */
	public record Limits(@Nullable DataSize memory, @Nullable Double cpus, @Nullable Duration timeout,
			@Nullable Integer maxProcesses, @Nullable DataSize maxResultSize, @Nullable DataSize maxOutputSize,
			@Nullable DataSize scratchSize, @DefaultValue Network network, SandboxReuse.@Nullable Mode reuse,
			@Nullable Integer reuseCalls, @Nullable Duration reuseTime) {

	}

	/**
	 * Network access.
	 *
	 * @param allow Destinations that sandboxed code may connect to: host:port, host for
	 * port 443, *.host, an address or a CIDR.
	 * @param maxConnections Number of connections at once.
	 * @param maxTotalConnections Number of connections in all, refused ones included.
	 * @param maxTransferSize Size of all that is sent and received.
	 * @param connectTimeout Time until a connection stands.
	 * @param idleTimeout Time without a byte after which a connection ends.
	 */
	public record Network(@Nullable List<String> allow, @Nullable Integer maxConnections,
			@Nullable Integer maxTotalConnections, @Nullable DataSize maxTransferSize,
			@Nullable Duration connectTimeout, @Nullable Duration idleTimeout) {

	}

	/**
	 * Workers that are kept ready.
	 *
	 * @param minIdle Number of ready workers to keep per kind of worker.
	 * @param maxWorkers Number of workers at once, 0 to derive it from the machine's
	 * memory.
	 * @param idleTimeout Time without a call after which a kind of worker is no longer
	 * kept ready.
	 * @param warmUp Whether workers are prepared when the application starts, not at the
	 * first call.
	 * @param maxMemory Memory that the limits of all workers may add up to. Without it,
	 * half of the machine's.
	 * @param startTimeout Time a worker may take until it is ready.
	 * @param classDataSharing Whether each kind of worker is rehearsed once, in a jail,
	 * so that JVMs of that kind start faster from then on.
	 */
	public record Pool(@DefaultValue("1") int minIdle, @DefaultValue("0") int maxWorkers,
			@DefaultValue("10m") Duration idleTimeout, @DefaultValue("true") boolean warmUp,
			@Nullable DataSize maxMemory, @DefaultValue("30s") Duration startTimeout,
			@DefaultValue("true") boolean classDataSharing) {

	}

	/**
	 * What travels to the machine.
	 *
	 * @param include Names of jars, as Ant patterns, and full names of classes that
	 * travel even when nothing sandboxed refers to them. With a class travels what it
	 * comes from and refers to.
	 * @param exclude Names of jars, as Ant patterns, that never travel.
	 * @param resources Patterns of the application's resources that travel. Without them
	 * none does.
	 */
	public record Classpath(@DefaultValue List<String> include, @DefaultValue List<String> exclude,
			@DefaultValue List<String> resources) {

	}

	/**
	 * Libraries that only sandboxed code has.
	 *
	 * @param allowRanges Whether version ranges, LATEST, RELEASE and snapshots are
	 * allowed, which may mean another library at each start.
	 * @param cache Whether what was resolved once is not resolved again at the next
	 * start.
	 * @param lock File with the SHA-256 of every jar that dependencies may resolve to.
	 * @param lockMode What a start of the application does with the lock file.
	 * @param timeout Time the start of the application waits for dependencies.
	 */
	public record Dependencies(@DefaultValue("false") boolean allowRanges, @DefaultValue("true") boolean cache,
			@Nullable Resource lock, @DefaultValue("verify") LockMode lockMode, @DefaultValue("5m") Duration timeout) {

		/**
		 * What a start does with the lock.
		 */
		public enum LockMode {

			/** Refuse what it does not have. */
			VERIFY,

			/** Write it anew. */
			WRITE

		}

	}

	/**
	 * How values are carried.
	 *
	 * @param modules Names of classes of Jackson modules that values are carried with, in
	 * the application and beyond the wall.
	 */
	public record Jackson(@DefaultValue List<String> modules) {

	}

	/**
	 * Settings of the local machine.
	 *
	 * @param unenforced Limits that may stay unenforced where this host cannot enforce
	 * them. Meant for development.
	 * @param workerUser System account that workers run as when the application runs as
	 * root.
	 * @param directory Directory for sockets and the class path. Without it, root uses
	 * /run and /var/cache, other accounts their runtime directory and ~/.cache.
	 */
	public record Local(@DefaultValue Set<WaivableLimit> unenforced, @DefaultValue("pctx-sandbox") String workerUser,
			@Nullable Path directory) {

	}

	/**
	 * Settings of the Lima machine.
	 *
	 * @param instance Name of the instance. Applications of one account that name the
	 * same share it.
	 * @param home Directory of Lima's instances. Without it, ~/.pctx-lima.
	 * @param limactl Path of Lima's command, or its name on the PATH.
	 * @param cpus Number of CPUs of the Lima machine.
	 * @param memory Memory of the Lima machine.
	 * @param disk Size that the disk of the Lima machine may grow to.
	 * @param vmType Lima's driver: qemu or vz. Without it, Lima chooses.
	 * @param image What the Lima machine boots. Without it, a cloud image of Debian.
	 * @param provision Where the packages come from that the image of the Lima machine
	 * lacks.
	 * @param lifecycle What applications do with the Lima machine.
	 * @param start When the Lima machine is started.
	 * @param startTimeout Time that a start of the Lima machine may take.
	 * @param reset When the Lima machine goes back to the pristine state by itself,
	 * between calls.
	 * @param idleStop Time without a call after which the Lima machine is stopped. The
	 * next call starts it. Without it, it runs on.
	 * @param emulation Whether QEMU may emulate a processor where this host's cannot be
	 * used.
	 */
	public record Lima(@DefaultValue("pctx") String instance, @Nullable Path home,
			@DefaultValue("limactl") String limactl, @DefaultValue("2") int cpus, @DefaultValue("4GB") DataSize memory,
			@DefaultValue("20GB") DataSize disk, @Nullable String vmType, @Nullable Image image,
			@DefaultValue("network") LimaSettings.Provision provision,
			@DefaultValue("start-and-stop") LimaSettings.Lifecycle lifecycle,
			@DefaultValue("background") LimaSettings.Start start, @DefaultValue("10m") Duration startTimeout,
			@DefaultValue Reset reset, @Nullable Duration idleStop, @DefaultValue("false") boolean emulation) {

	}

	/**
	 * When the Lima machine goes back to its pristine state by itself, between calls.
	 *
	 * @param afterCalls Number of calls after which the Lima machine is reset, or 0 for
	 * never.
	 * @param afterIdle Time without a call after which the Lima machine is reset, if
	 * there was one since the last time. Without it, it is not.
	 */
	public record Reset(@DefaultValue("0") int afterCalls, @Nullable Duration afterIdle) {

	}

	/**
	 * What the Lima machine boots.
	 *
	 * @param location Path or URL of a disk image of Debian or of a relative.
	 * @param kernel Path or URL of the kernel of the image. Without it, the image boots
	 * by itself.
	 * @param initrd Path or URL of the initial file system of the image.
	 * @param arch Architecture of the image: x86_64 or aarch64. Without it, this host's.
	 */
	public record Image(@Nullable String location, @Nullable String kernel, @Nullable String initrd,
			@Nullable String arch) {

	}

	/**
	 * Retries of calls that never ran.
	 *
	 * @param maxAttempts Number of attempts, the first one included.
	 * @param backoff Time before the second attempt. It doubles from there, up to ten
	 * times the value.
	 */
	public record Retry(@DefaultValue("3") int maxAttempts, @DefaultValue("100ms") Duration backoff) {

	}

}
