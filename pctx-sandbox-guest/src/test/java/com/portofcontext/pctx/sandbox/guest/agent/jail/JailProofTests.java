package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.limits.LimitException;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Usage;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each item of the proof, on files that look like the kernel's: most of them cannot be
 * taken out of a real jail alone.
 */
class JailProofTests {

	private static final long JAIL = 41;

	private static final long WORKER = 42;

	private static final long OTHER = 43;

	private static final String STATUS = """
			Name:	java
			Uid:	991	991	991	991
			Gid:	992	992	992	992
			NSpid:	42	2
			CapInh:	0000000000000000
			CapPrm:	0000000000000000
			CapEff:	0000000000000000
			CapBnd:	000001ffffffffff
			CapAmb:	0000000000000000
			NoNewPrivs:	1
			Seccomp:	2
			""";

	private static final String DEVICES = """
			Inter-|   Receive                            |  Transmit
			 face |bytes    packets errs drop fifo frame |bytes    packets errs drop fifo
			    lo:       0       0    0    0    0     0        0       0    0    0    0
			""";

	private static final String MOUNTS = """
			30 20 0:30 / / ro,nosuid,nodev - tmpfs tmpfs rw
			31 30 0:31 / /tmp rw,nosuid,nodev - tmpfs tmpfs rw,size=8192k,mode=700
			""";

	private final Cell cell = new Cell(Path.of("/run/w1"), List.of(), new Limits(1L << 26, 1, 16, 8L << 20, 0, 0),
			new WorkerUser("worker", 991, 992, Path.of("/"), false));

	private final List<Long> processes = new ArrayList<>(List.of(JAIL, WORKER));

	@TempDir
	private Path proc;

	private Path launcher;

	private Path executable;

	@BeforeEach
	void makeProcesses() throws IOException {
		this.launcher = Files.createFile(this.proc.resolve("java"));
		this.executable = Files.createFile(this.proc.resolve("bwrap"));
		Path self = Files.createDirectories(this.proc.resolve("self/ns")).getParent();
		Files.writeString(self.resolve("status"), "NSpid:	900\n");
		makeProcess(JAIL, this.executable, STATUS);
		Path worker = makeProcess(WORKER, this.launcher, STATUS);
		Files.createDirectories(worker.resolve("ns"));
		Files.createDirectories(worker.resolve("net"));
		Files.createDirectories(worker.resolve("root"));
		for (String namespace : List.of("mnt", "net", "pid", "ipc", "uts")) {
			link(self, namespace, 1);
			link(worker, namespace, 2);
		}
		for (String thread : List.of("42", "44")) {
			Files.writeString(Files.createDirectories(worker.resolve("task").resolve(thread)).resolve("status"),
					STATUS);
		}
		Files.writeString(worker.resolve("net/dev"), DEVICES);
		Files.writeString(worker.resolve("mountinfo"), MOUNTS);
	}

	private Path makeProcess(long pid, Path program, String status) throws IOException {
		Path directory = Files.createDirectories(this.proc.resolve(Long.toString(pid)));
		Files.createSymbolicLink(directory.resolve("exe"), program);
		Files.writeString(directory.resolve("status"), status);
		return directory;
	}

	private static void link(Path process, String namespace, int id) throws IOException {
		Path link = process.resolve("ns").resolve(namespace);
		Files.deleteIfExists(link);
		Files.createSymbolicLink(link, Path.of("%s:[%d]".formatted(namespace, id)));
	}

	@Test
	void whenJailHoldsThenAllOfItIsTold() throws Exception {
		assertThat(prove()).containsExactly("seccomp=2", "no_new_privs=1", "capabilities=0", "uid=991",
				"namespaces=mnt,net,pid,ipc,uts", "network=none", "scratch=8388608", "writable=tmpfs", "limits");
	}

	/** Of one thread only, which is not the first. */
	@ParameterizedTest
	@CsvSource({ "Seccomp:_2, Seccomp:_0, no seccomp filter", "Seccomp:_2, Seccomp:_1, no seccomp filter",
			"NoNewPrivs:_1, NoNewPrivs:_0, no_new_privs is not set", "CapInh:_0, CapInh:_2, CapInh",
			"CapPrm:_0, CapPrm:_2, CapPrm", "CapEff:_0, CapEff:_2, CapEff", "CapAmb:_0, CapAmb:_2, CapAmb",
			"Uid:_991, Uid:_0, user ids", "991_991, 991_0, user ids", "Gid:_992, Gid:_0, group ids",
			"992_992, 992_0, group ids", "Seccomp, Other, does not report Seccomp" })
	void whenThreadIsNotConfinedThenItIsRefused(String from, String to, String reason) throws IOException {
		replace("42/task/44/status", from.replace('_', '\t'), to.replace('_', '\t'));
		assertRefused(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mnt", "net", "pid", "ipc", "uts" })
	void whenNamespaceIsSharedThenItIsRefused(String namespace) throws IOException {
		link(this.proc.resolve("42"), namespace, 1);
		assertRefused("it shares the machine's %s namespace".formatted(namespace));
	}

	@ParameterizedTest
	@CsvSource({ "42/status, '	2', '', it runs un-jailed", "42/net/dev, lo:, 'eth0: 0\n lo:', '[eth0, lo]'",
			"42/net/dev, lo:, eth0:, '[eth0]'", "42/mountinfo, /tmp, /var, /tmp is no tmpfs",
			"42/mountinfo, 'tmpfs tmpfs rw,size', 'ext4 sda rw,size', /tmp is no tmpfs",
			"42/mountinfo, size=8192k, size=8196k, 8388608 were asked",
			"42/mountinfo, ',size=8192k', '', 8388608 were asked" })
	void whenFileOfWorkerSaysOtherwiseThenItIsRefused(String file, String from, String to, String reason)
			throws IOException {
		replace(file, from, to);
		assertRefused(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "run", "var" })
	void whenServicesAreInSightThenItIsRefused(String directory) throws IOException {
		Files.createDirectory(this.proc.resolve("42/root").resolve(directory));
		assertRefused("the machine's /%s, where services listen".formatted(directory));
	}

	@Test
	void whenThereIsNoWorkerThenItIsRefused() {
		this.processes.remove(WORKER);
		assertRefused("no JVM in the group");
	}

	@Test
	void whenThereAreTwoWorkersThenTheyAreRefused() throws IOException {
		makeProcess(OTHER, this.launcher, STATUS);
		this.processes.add(OTHER);
		assertRefused("more than one JVM in the group");
	}

	@Test
	void whenThereIsAnotherProgramThenItIsRefused() throws IOException {
		makeProcess(OTHER, Files.createFile(this.proc.resolve("sh")), STATUS.replace("java", "bwrap"));
		this.processes.add(OTHER);
		assertRefused("an unexpected process in the group: bwrap");
	}

	/**
	 * Nobody but root may look into a set-uid jail: then it must be root's, and named so.
	 */
	@ParameterizedTest
	@CsvSource({ "bwrap, 0, ", "bwrap, 991, an unexpected process in the group: bwrap",
			"sh, 0, an unexpected process in the group: sh" })
	void whenProgramIsHiddenThenOnlyTheJailOfRootPasses(String name, String uid, String reason) throws Exception {
		Path directory = makeProcess(OTHER, this.executable,
				STATUS.replace("java", name).replace("Uid:	991", "Uid:	" + uid));
		Files.delete(directory.resolve("exe"));
		this.processes.add(OTHER);
		if (reason == null) {
			assertThat(prove()).contains("seccomp=2");
			return;
		}
		assertRefused(reason);
	}

	@Test
	void whenLimitIsNotInForceThenItIsRefused() {
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> prove(new Group(this.processes, true)))
			.withMessageContaining("no limit");
	}

	private void replace(String file, String from, String to) throws IOException {
		Path path = this.proc.resolve(file);
		String text = Files.readString(path);
		assertThat(text).contains(from);
		Files.writeString(path, text.replace(from, to));
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(JailException.class).isThrownBy(this::prove).withMessageContaining(reason);
	}

	private List<String> prove() throws JailException {
		return prove(new Group(this.processes, false));
	}

	private List<String> prove(WorkerGroup group) throws JailException {
		Jail jail = new BubblewrapJail(this.executable, "1", new JavaRuntimeFiles(this.proc, List.of(), List.of()),
				this.proc);
		return new JailProof(jail, this.launcher, this.proc).prove(this.cell, group);
	}

	/**
	 * Some processes, and limits that are in force or not.
	 */
	private record Group(List<Long> processes, boolean unlimited) implements WorkerGroup {

		@Override
		public List<Path> joinFiles() {
			return List.of();
		}

		@Override
		public List<String> prove(long pid) throws LimitException {
			if (this.unlimited || pid != WORKER) {
				throw new LimitException("no limit for " + pid);
			}
			return List.of("limits");
		}

		@Override
		public Usage usage() {
			return new Usage(0, 0, false);
		}

		@Override
		public void kill() {
		}

		@Override
		public boolean remove() {
			return true;
		}

	}

}
