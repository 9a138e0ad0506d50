package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.limits.LimitException;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import org.jspecify.annotations.Nullable;

/**
 * Proves a jail from outside, before any code or argument of the user's is sent into it.
 * Nothing that is proven here can be undone from inside.
 */
public final class JailProof {

	private static final List<String> NAMESPACES = List.of("mnt", "net", "pid", "ipc", "uts");

	private static final List<String> CAPABILITIES = List.of("CapInh", "CapPrm", "CapEff", "CapAmb");

	private final Jail jail;

	private final Path launcher;

	private final Path proc;

	public JailProof(Jail jail, JavaRuntimeFiles runtime) {
		this(jail, runtime.launcher(), Path.of("/proc"));
	}

	JailProof(Jail jail, Path launcher, Path proc) {
		this.jail = jail;
		this.launcher = launcher;
		this.proc = proc;
	}

	/**
	 * Prove the jail around the one worker in a group.
	 * @param cell what the worker was given
	 * @param group its processes
	 * @return what was read, a fact each
	 * @throws JailException if it does not hold
	 */
	public List<String> prove(Cell cell, WorkerGroup group) throws JailException {
		try {
			long worker = findWorker(group);
			List<String> facts = new ArrayList<>();
			proveThreads(worker, cell.user(), facts);
			proveNamespaces(worker, facts);
			proveNetwork(worker, cell, facts);
			new MountProof(process(worker), cell, this.jail).prove(facts);
			facts.addAll(group.prove(worker));
			return List.copyOf(facts);
		}
		catch (IOException | LimitException ex) {
			throw new JailException("The jail could not be proven: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return what is to be seen of the one worker in a group.
	 * @param group its processes
	 * @return its directory in {@code /proc}
	 * @throws JailException if there is not exactly one
	 */
	public Path worker(WorkerGroup group) throws JailException {
		try {
			return process(findWorker(group));
		}
		catch (IOException ex) {
			throw new JailException("The worker could not be found: " + ex.getMessage(), ex);
		}
	}

	/** All that may be in the group is the jail's own processes and one JVM inside. */
	private long findWorker(WorkerGroup group) throws IOException, JailException {
		int here = ProcessStatus.read(this.proc.resolve("self/status")).depth();
		Long worker = null;
		for (long pid : group.processes()) {
			ProcessStatus status = ProcessStatus.read(process(pid).resolve("status"));
			Path program = program(pid);
			if (program != null && Files.isSameFile(program, this.launcher)) {
				if (worker != null) {
					throw new JailException("more than one JVM in the group");
				}
				if (status.depth() <= here) {
					throw new JailException("the worker is in the pid namespace of the machine: it runs un-jailed");
				}
				worker = pid;
			}
			else if (!isJail(program, status)) {
				throw new JailException("an unexpected process in the group: " + status.value("Name"));
			}
		}
		if (worker == null) {
			throw new JailException("no JVM in the group");
		}
		return worker;
	}

	private @Nullable Path program(long pid) {
		try {
			return Files.readSymbolicLink(process(pid).resolve("exe"));
		}
		catch (IOException ex) {
			return null;
		}
	}

	/** A set-uid jail's own processes may not be looked into by ordinary users. */
	private boolean isJail(@Nullable Path program, ProcessStatus status) throws IOException {
		if (program != null) {
			return Files.exists(program) && Files.isSameFile(program, this.jail.executable());
		}
		return status.value("Name").equals(this.jail.executable().getFileName().toString())
				&& status.ids("Uid").contains("0");
	}

	private void proveThreads(long worker, WorkerUser user, List<String> facts) throws IOException, JailException {
		try (Stream<Path> threads = Files.list(process(worker).resolve("task"))) {
			for (Path thread : (Iterable<Path>) threads::iterator) {
				proveThread(ProcessStatus.read(thread.resolve("status")), user);
			}
		}
		facts.addAll(List.of("seccomp=2", "no_new_privs=1", "capabilities=0", "uid=" + user.uid()));
	}

	private void proveThread(ProcessStatus status, WorkerUser user) throws IOException, JailException {
		require(status.value("Seccomp").equals("2"), "no seccomp filter is in force");
		require(status.value("NoNewPrivs").equals("1"), "no_new_privs is not set");
		for (String set : CAPABILITIES) {
			require(status.capabilities(set) == 0, "capabilities are left (%s)".formatted(set));
		}
		require(user.uid() != 0 && status.ids("Uid").equals(Set.of(Long.toString(user.uid()))),
				"user ids are %s instead of %d".formatted(status.value("Uid"), user.uid()));
		require(status.ids("Gid").equals(Set.of(Long.toString(user.gid()))),
				"group ids are %s instead of %d".formatted(status.value("Gid"), user.gid()));
	}

	private void proveNamespaces(long worker, List<String> facts) throws IOException, JailException {
		for (String namespace : NAMESPACES) {
			Path inside = Files.readSymbolicLink(process(worker).resolve("ns").resolve(namespace));
			Path outside = Files.readSymbolicLink(this.proc.resolve("self/ns").resolve(namespace));
			require(!inside.equals(outside), "it shares the machine's %s namespace".formatted(namespace));
		}
		facts.add("namespaces=" + String.join(",", NAMESPACES));
	}

	/** A way out, where there is one, is a unix socket: no interface leads to it. */
	private void proveNetwork(long worker, Cell cell, List<String> facts) throws IOException, JailException {
		List<String> lines = Files.readAllLines(process(worker).resolve("net/dev"));
		List<String> interfaces = lines.stream()
			.filter((line) -> line.contains(":"))
			.map((line) -> line.substring(0, line.indexOf(':')).strip())
			.toList();
		require(interfaces.equals(List.of("lo")), "it has network interfaces " + interfaces);
		facts.add(cell.network().isEmpty() ? "network=none" : "network=proxy");
	}

	private Path process(long pid) {
		return this.proc.resolve(Long.toString(pid));
	}

	private static void require(boolean held, String otherwise) throws JailException {
		if (!held) {
			throw new JailException(otherwise);
		}
	}

}
