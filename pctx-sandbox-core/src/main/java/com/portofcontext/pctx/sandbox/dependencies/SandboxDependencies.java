package com.portofcontext.pctx.sandbox.dependencies;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dependencies of all sandboxed methods: each distinct set is resolved once, in the
 * background, and whoever needs it waits for it.
 *
 * @since 0.1.0
 */
public final class SandboxDependencies {

	private static final Logger logger = LoggerFactory.getLogger(SandboxDependencies.class);

	private final DependencyResolver resolver;

	private final DependencyStore store;

	private final @Nullable DependencyLock lock;

	private final Duration timeout;

	private final Executor executor;

	private final Map<List<DependencyCoordinate>, CompletableFuture<List<DependencyJar>>> sets = new ConcurrentHashMap<>();

	/**
	 * Create dependencies.
	 * @param resolver resolves sets
	 * @param blobDirectory where their jars are put
	 * @param cache whether a set that was resolved at an earlier start is not resolved
	 * again
	 * @param lock what sets are held to, or {@code null}
	 * @param timeout how long to wait for them
	 * @param executor resolves in the background
	 */
	public SandboxDependencies(DependencyResolver resolver, Path blobDirectory, boolean cache,
			@Nullable DependencyLock lock, Duration timeout, Executor executor) {
		this.resolver = resolver;
		this.store = new DependencyStore(blobDirectory, cache);
		this.lock = lock;
		this.timeout = timeout;
		this.executor = executor;
	}

	/**
	 * Begin to resolve a set, unless that was begun before.
	 * @param set the set
	 */
	public void begin(List<DependencyCoordinate> set) {
		future(set);
	}

	private CompletableFuture<List<DependencyJar>> future(List<DependencyCoordinate> set) {
		return this.sets.computeIfAbsent(List.copyOf(set),
				(key) -> CompletableFuture.supplyAsync(() -> resolve(key), this.executor));
	}

	private List<DependencyJar> resolve(List<DependencyCoordinate> set) {
		List<DependencyJar> jars = this.store.find(set);
		if (jars == null) {
			long started = System.nanoTime();
			jars = put(set, this.resolver.resolve(set));
			logger.info("Resolved {} to {} jars in {} ms", set, jars.size(),
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
		}
		if (this.lock != null) {
			this.lock.verify(set, jars);
		}
		return jars;
	}

	private List<DependencyJar> put(List<DependencyCoordinate> set, List<DependencyResolver.Resolved> resolved) {
		try {
			return this.store.put(set, resolved);
		}
		catch (IOException ex) {
			throw new SandboxDependencyException(
					"The jars of the dependencies %s cannot be copied: %s".formatted(set, ex),
					"Make them readable, and see that pctx.sandbox.local.directory names a place with room for them.",
					ex);
		}
	}

	/**
	 * Wait for all sets that were begun.
	 * @throws SandboxDependencyException with all that failed
	 */
	public void await() {
		List<DependencyJar> all = new ArrayList<>();
		List<SandboxDependencyException> failures = new ArrayList<>();
		long deadline = System.nanoTime() + this.timeout.toNanos();
		this.sets.forEach((set, future) -> {
			try {
				all.addAll(await(set, future, deadline));
			}
			catch (SandboxDependencyException ex) {
				failures.add(ex);
			}
		});
		if (failures.size() == 1) {
			throw failures.get(0);
		}
		if (!failures.isEmpty()) {
			throw all(failures);
		}
		if (this.lock != null) {
			this.lock.writeIfAsked(all);
		}
	}

	private static SandboxDependencyException all(List<SandboxDependencyException> failures) {
		SandboxDependencyException exception = new SandboxDependencyException(
				failures.stream().map(SandboxDependencyException::getDescription).collect(Collectors.joining("\n\n")),
				failures.stream()
					.map(SandboxDependencyException::getAction)
					.distinct()
					.collect(Collectors.joining("\n\n")),
				failures.get(0));
		failures.forEach(exception::addSuppressed);
		return exception;
	}

	/**
	 * Return the jars of a set, in the order of the class path.
	 * @param set the set
	 * @return the names of their blobs, which are there now
	 * @throws SandboxDependencyException if it cannot be had; the next call tries again
	 */
	public List<String> blobs(List<DependencyCoordinate> set) {
		List<DependencyJar> jars = jars(set);
		if (!this.store.holds(jars)) {
			this.sets.remove(set);
			jars = jars(set);
		}
		return jars.stream().map(DependencyJar::sha256).toList();
	}

	private List<DependencyJar> jars(List<DependencyCoordinate> set) {
		CompletableFuture<List<DependencyJar>> future = future(set);
		try {
			return await(set, future, System.nanoTime() + this.timeout.toNanos());
		}
		catch (SandboxDependencyException ex) {
			this.sets.remove(set, future);
			throw ex;
		}
	}

	private List<DependencyJar> await(List<DependencyCoordinate> set, CompletableFuture<List<DependencyJar>> future,
			long deadline) {
		try {
			return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new SandboxDependencyException(
					"The dependencies %s were not resolved within %d ms.".formatted(set, this.timeout.toMillis()),
					"Look at the repositories that your Maven settings name, or raise pctx.sandbox.dependencies.timeout.",
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SandboxDependencyException(
					"The dependencies %s were not resolved before the wait for them was interrupted.".formatted(set),
					"Let the application start to its end.", ex);
		}
		catch (ExecutionException ex) {
			throw failure(set, ex.getCause());
		}
	}

	/** Each that waits gets an exception of its own, with its own stack. */
	private static SandboxDependencyException failure(List<DependencyCoordinate> set, @Nullable Throwable cause) {
		if (cause instanceof SandboxDependencyException known) {
			return new SandboxDependencyException(known.getDescription(), known.getAction(), known);
		}
		return new SandboxDependencyException("The dependencies %s cannot be resolved: %s.".formatted(set, cause),
				"Look at the cause, which is unexpected.", cause);
	}

}
