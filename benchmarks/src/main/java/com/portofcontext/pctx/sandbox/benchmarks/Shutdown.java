package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.guest.agent.WorkerUsers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

/**
 * The time from the close of an application in the middle of a call until no process, no
 * cgroup and no file of its sandbox is left. The class path's cache stays.
 */
final class Shutdown {

	private static final int COUNT = 15;

	private static final double GOAL = 2000;

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

	private static final int CGROUP_DEPTH = 8;

	private final Path directory;

	private final String[] properties;

	private Shutdown(Path directory, String... properties) {
		this.directory = directory;
		this.properties = Stream
			.concat(Stream.of(properties),
					Stream.of("--pctx.sandbox.local.directory=" + directory, "--pctx.sandbox.pool.min-idle=0"))
			.toArray(String[]::new);
	}

	static Figure measure(String... properties) throws Exception {
		// Workers of root's agent run as another account, which must be able to pass.
		Path parent = WorkerUsers.isRoot() ? Path.of("/run")
				: Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache"));
		Path directory = Files.createTempDirectory(parent, "pctx-sandbox-benchmark");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
		try {
			Shutdown shutdown = new Shutdown(directory, properties);
			List<Double> values = new ArrayList<>();
			while (values.size() < COUNT) {
				values.add(shutdown.once());
			}
			return Figure.of("close amid a call until nothing is left", new Samples(values), Figure.MILLIS)
				.goal(GOAL, GOAL);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private double once() throws Exception {
		Set<ProcessHandle> others = children();
		ConfigurableApplicationContext context = SpringApplication.run(HoldingApplication.class, this.properties);
		Thread caller = new Thread(() -> hold(context.getBean(Holder.class)), "caller");
		caller.start();
		await(() -> isHeld(context.getBean(SandboxOperations.class)), "a call that runs");
		Set<ProcessHandle> processes = children();
		processes.removeAll(others);
		List<String> agents = files();
		if (processes.isEmpty() || agents.isEmpty()) {
			throw new IllegalStateException("Nothing of the sandbox is to be seen in " + this.directory);
		}
		long start = System.nanoTime();
		context.close();
		await(() -> processes.stream().noneMatch(ProcessHandle::isAlive) && files().isEmpty() && !hasCgroup(agents),
				"the end of " + processes + " and " + agents);
		double millis = (System.nanoTime() - start) / 1e6;
		caller.join();
		return millis;
	}

	private static void hold(Holder holder) {
		try {
			holder.hold();
			throw new IllegalStateException("The call ended by itself");
		}
		catch (SandboxException | InterruptedException ex) {
			// The application was closed.
		}
	}

	private static boolean isHeld(SandboxOperations operations) {
		return operations.status().pools().stream().anyMatch((pool) -> pool.busy() > 0 && pool.starting() == 0);
	}

	private static Set<ProcessHandle> children() {
		return ProcessHandle.current().descendants().collect(Collectors.toSet());
	}

	/** Each agent has a directory, after which its cgroups are named. */
	private List<String> files() {
		String[] names = this.directory.resolve("run").toFile().list();
		return List.of((names != null) ? names : new String[0]);
	}

	private static boolean hasCgroup(List<String> agents) {
		return hasCgroup(new File("/sys/fs/cgroup"), agents, CGROUP_DEPTH);
	}

	/** Directories may vanish while they are listed. */
	private static boolean hasCgroup(File directory, List<String> agents, int depth) {
		if (agents.stream().anyMatch(directory.getName()::contains)) {
			return true;
		}
		File[] children = (depth > 0) ? directory.listFiles(File::isDirectory) : null;
		return children != null && Stream.of(children).anyMatch((child) -> hasCgroup(child, agents, depth - 1));
	}

	private static void await(Condition condition, String expected) throws InterruptedException, IOException {
		long deadline = System.nanoTime() + PATIENCE;
		while (!condition.holds()) {
			if (System.nanoTime() > deadline) {
				throw new IOException("Waited in vain for " + expected);
			}
			TimeUnit.MILLISECONDS.sleep(1);
		}
	}

	/**
	 * What is waited for.
	 */
	@FunctionalInterface
	private interface Condition {

		boolean holds();

	}

	/**
	 * An application whose only call does not end.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class HoldingApplication {

		@Bean
		Holder holder() {
			return new Holder();
		}

	}

}
