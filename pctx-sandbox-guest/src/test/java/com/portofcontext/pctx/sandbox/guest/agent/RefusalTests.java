package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.portofcontext.pctx.sandbox.guest.agent.WeakenedLimiter.Loosened;
import com.portofcontext.pctx.sandbox.guest.agent.WeakenedLimiter.Weakness;
import com.portofcontext.pctx.sandbox.guest.agent.egress.Resolver;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jails;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiters;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A jail that does not hold, or a limit that is not in force, is refused before a class
 * of the user's is loaded. The jails are real, with one thing taken out of each.
 */
class RefusalTests {

	/** Takes its own options away and runs what follows them. */
	private static final String NO_JAIL = """
			#!/bin/sh
			while case $1 in --*) true;; *) false;; esac; do shift; done
			exec "$@"
			""";

	private static final List<String> ALLOW = List.of("127.0.0.1:1");

	/** Loaded without a jail, the class would write here. */
	private static final Path TRACE = Path.of("/tmp/pctx-sandbox-test-trace");

	private final AgentFixture fixture;

	private final RunDirectory directory;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final Launcher launcher = new Launcher();

	private ResourceLimiter limiter;

	RefusalTests() throws IOException {
		this.fixture = new AgentFixture();
		this.directory = RunDirectory.create(this.fixture.run());
		this.fixture.watch(this.directory.path().getFileName().toString());
		Files.deleteIfExists(TRACE);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.awaitNoWorker();
		this.limiter.close();
		this.launcher.close();
		this.threads.shutdownNow();
		this.timer.shutdownNow();
		Directories.delete(this.directory.path());
		Files.deleteIfExists(TRACE);
		this.fixture.close();
	}

	@Test
	void whenThereIsNoJailThenUserClassIsNotLoaded() throws Exception {
		Path program = Files.writeString(this.fixture.base().resolve("no-jail"), NO_JAIL);
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		refuse(JailKind.FIREJAIL, new Weakness("/usr/bin/firejail", program.toString(), null), "it runs un-jailed");
		assertThat(TRACE).doesNotExist();
		Class.forName(Tracer.class.getName());
		assertThat(TRACE).as("what the class does once it is loaded").exists();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, --net=none, '', net namespace", "FIREJAIL, --ipc-namespace, '', ipc namespace",
			"FIREJAIL, --whitelist=/var/tmp, '', /var", "FIREJAIL, 8388608, 8392704, scratch directory",
			"BUBBLEWRAP, --unshare-all, --unshare-user --unshare-pid --unshare-uts --unshare-ipc, net namespace",
			"BUBBLEWRAP, --unshare-all, --unshare-user --unshare-pid --unshare-uts --unshare-net, ipc namespace",
			"BUBBLEWRAP, --seccomp, --setenv X, no seccomp filter",
			"BUBBLEWRAP, --ro-bind, --bind, is mounted writable", "BUBBLEWRAP, 8388608, 8392704, scratch directory",
			"BUBBLEWRAP, --cap-drop, --cap-add, capabilities are left" })
	void whenPartOfJailIsMissingThenWorkerIsRefused(JailKind jail, String from, String to, String reason)
			throws Exception {
		refuse(jail, new Weakness(from, to, null), reason);
	}

	/** An allow-list is no reason to have the machine's network. */
	@ParameterizedTest
	@CsvSource({ "FIREJAIL, --net=none, ''",
			"BUBBLEWRAP, --unshare-all, --unshare-user --unshare-pid --unshare-uts --unshare-ipc" })
	void whenNetworkIsNotTakenFromAWorkerWithAllowListThenItIsRefused(JailKind jail, String from, String to)
			throws Exception {
		refuse(jail, new Weakness(from, to, null), "net namespace", ALLOW);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenThereIsNobodyToServeAnAllowListThenWorkerIsRefused(JailKind jail) throws Exception {
		WorkerFactory factory = factory(jail, EnumSet.allOf(Limit.class), Set.of(), Weakness.NONE);
		this.threads.shutdown();
		AgentException refusal = catchThrowableOfType(AgentException.class,
				() -> factory.create(this.fixture.spec(Tracer.class, "answer", AgentFixture.LIMITS, ALLOW)));
		assertThat(refusal).hasMessage("A worker could not be started: There is no thread for a proxy");
		assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(this.fixture.leftovers().processes()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, MEMORY, 1073741824 where 268435456 was asked",
			"FIREJAIL, CPU_PERIOD, 20000 us of each 10000 us where 1.0 CPUs were asked",
			"BUBBLEWRAP, CPU_QUOTA, 40000 us of each 20000 us where 1.0 CPUs were asked",
			"BUBBLEWRAP, PROCESSES, pids.max is 65 where 64 was asked" })
	void whenLimitIsNotInForceThenWorkerIsRefused(JailKind jail, Loosened limit, String reason) throws Exception {
		refuse(jail, new Weakness("", "", limit), reason);
	}

	private void refuse(JailKind jail, Weakness weakness, String reason) throws Exception {
		refuse(jail, weakness, reason, List.of());
	}

	private void refuse(JailKind jail, Weakness weakness, String reason, List<String> network) throws Exception {
		WorkerFactory factory = factory(jail, EnumSet.allOf(Limit.class), Set.of(), weakness);
		AgentException refusal = catchThrowableOfType(AgentException.class,
				() -> factory.create(this.fixture.spec(Tracer.class, "answer", AgentFixture.LIMITS, network)));
		assertThat(refusal).hasMessageContaining("The jail does not hold").hasMessageContaining(reason);
		assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
	}

	/** Otherwise the tests above might see another failure than the one they provoke. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenNothingIsMissingThenWorkerIsReady(JailKind jail) throws Exception {
		WorkerFactory factory = factory(jail, EnumSet.allOf(Limit.class), Set.of(), Weakness.NONE);
		Worker worker = factory.create(this.fixture.spec(Tracer.class, "answer"));
		assertThat(worker.proof()).contains("seccomp=2");
		assertThat(worker.destroy()).isTrue();
		assertThat(TRACE).doesNotExist();
	}

	@ParameterizedTest
	@EnumSource(names = { "MEMORY", "CPU", "PROCESSES" })
	void whenLimitCannotBeEnforcedThenSpecIsRefusedUnlessWaived(Limit limit) throws Exception {
		WorkerSpec spec = this.fixture.spec(Tracer.class, "answer");
		Set<Limit> others = EnumSet.complementOf(EnumSet.of(limit));
		WorkerFactory strict = factory(JailKind.BUBBLEWRAP, others, Set.of(), Weakness.NONE);
		AgentException refusal = catchThrowableOfType(AgentException.class, () -> strict.check(spec));
		assertThat(refusal)
			.hasMessageContaining(
					"The limits [%s] cannot be enforced here".formatted(limit.name().toLowerCase(Locale.ROOT)))
			.hasMessageContaining("pctx.sandbox.local.unenforced");
		assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		WorkerFactory lenient = factory(JailKind.BUBBLEWRAP, others, Set.of(limit), Weakness.NONE);
		assertThatNoException().isThrownBy(() -> lenient.check(spec));
	}

	private WorkerFactory factory(JailKind jail, Set<Limit> enforceable, Set<Limit> waived, Weakness weakness)
			throws Exception {
		boolean root = WorkerUsers.isRoot();
		JavaRuntimeFiles runtime = JavaRuntimeFiles.ofThisJvm();
		this.limiter = new WeakenedLimiter(
				ResourceLimiters.detect(this.directory.path().getFileName().toString(), root), enforceable, weakness,
				() -> this.fixture.leftovers().cgroups());
		WorkerUser user = WorkerUsers.find("pctx-sandbox");
		Site site = new Site(this.directory.path(), this.fixture.blobs(), runtime, user,
				Jails.choose(jail, runtime, this.directory.path(), user).jail(), this.limiter, waived, this.threads,
				Resolver.SYSTEM);
		return new WorkerFactory(site, new Archives(site, false), this.launcher, this.timer,
				AgentFixture.TIMEOUT.toMillis());
	}

	static class Tracer {

		static {
			try {
				Files.writeString(TRACE, "loaded");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		int answer() {
			return 42;
		}

	}

}
