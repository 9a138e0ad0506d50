package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.egress.Resolver;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jails;
import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiters;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A machine that has no more threads to give while workers start.
 */
class StarvedFactoryTests {

	@Test
	void whenNoThreadIsLeftThenEachCallIsToldAndNothingIsKept() throws Exception {
		refuse(new OutOfMemoryError("unable to create native thread"), "unable to create native thread");
	}

	@Test
	void whenTheReasonCannotBeToldThenEachCallIsRefusedAndNothingIsKept() throws Exception {
		refuse(new OutOfMemoryError() {

			@Override
			public String toString() {
				throw new OutOfMemoryError("Java heap space");
			}

		}, "lacks the memory or the files to say why");
	}

	private static void refuse(Error error, String message) throws Exception {
		AgentFixture fixture = new AgentFixture();
		RunDirectory directory = RunDirectory.create(fixture.run());
		String name = directory.path().getFileName().toString();
		fixture.watch(name);
		ResourceLimiter limiter = ResourceLimiters.detect(name, WorkerUsers.isRoot());
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		Launcher launcher = new Launcher();
		Site site = site(fixture, directory.path(), limiter, error);
		WorkerFactory factory = new WorkerFactory(site, new Archives(site, false), launcher, timer,
				AgentFixture.TIMEOUT.toMillis());
		WorkerPool pool = new WorkerPool(factory, null, AgentFixture.POOL, timer);
		try {
			WorkerSpec spec = fixture.spec(Prober.class, "hold");
			pool.define(spec, spec.id());
			for (int i = 0; i < 2; i++) {
				long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
				assertThatExceptionOfType(AgentException.class)
					.isThrownBy(() -> pool.lease(spec.id(), deadline, 10_000, new CompletableFuture<>()))
					.withMessageContaining(message);
			}
			try (Stream<Path> files = Files.list(directory.path())) {
				assertThat(files.filter(Files::isDirectory)).isEmpty();
			}
		}
		finally {
			pool.close(TimeUnit.SECONDS.toNanos(1));
			launcher.close();
			timer.shutdownNow();
			limiter.close();
			Directories.delete(directory.path());
			fixture.close();
		}
	}

	private static Site site(AgentFixture fixture, Path directory, ResourceLimiter limiter, Error error)
			throws Exception {
		JavaRuntimeFiles runtime = JavaRuntimeFiles.ofThisJvm();
		WorkerUser user = WorkerUsers.find("pctx-sandbox");
		return new Site(directory, fixture.blobs(), runtime, user, Jails.choose(null, runtime, directory, user).jail(),
				limiter, Set.of(), (task) -> {
					throw error;
				}, Resolver.SYSTEM);
	}

}
