package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailException;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailProof;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.guest.agent.limits.LimitException;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes workers: group, jail, JVM, proof, and only then the user's class.
 */
final class WorkerFactory {

	private static final int MAX_CONTROL_FRAME = 64 * 1024;

	private final Site site;

	private final Launcher launcher;

	private final ScheduledExecutorService timer;

	private final long startTimeoutMillis;

	private final JailProof proof;

	private final Archives archives;

	private final Remains remains = new Remains();

	private final AtomicInteger counter = new AtomicInteger();

	WorkerFactory(Site site, Archives archives, Launcher launcher, ScheduledExecutorService timer,
			long startTimeoutMillis) {
		this.site = site;
		this.archives = archives;
		this.launcher = launcher;
		this.timer = timer;
		this.startTimeoutMillis = startTimeoutMillis;
		this.proof = new JailProof(site.jail(), site.runtime());
	}

	/**
	 * Say why a spec cannot be served here.
	 * @param spec the spec
	 * @throws AgentException if one of its limits cannot be enforced, or a jar is missing
	 */
	void check(WorkerSpec spec) throws AgentException {
		Set<Limit> missing = EnumSet.allOf(Limit.class);
		missing.removeAll(this.site.limiter().enforceable());
		missing.removeAll(this.site.unenforced());
		if (!missing.isEmpty()) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					("The limits %s cannot be enforced here (limits by %s). Run where a cgroup can be written (as root, "
							+ "or in a systemd session), or, for development only, name them in "
							+ "pctx.sandbox.local.unenforced.")
						.formatted(missing.stream().map(Limit::displayName).toList(), this.site.limiter().name()));
		}
		WorkerNetwork.check(spec);
		use(jars(spec));
	}

	/** A blob may have been evicted while its spec had no workers. */
	private static void use(List<Path> jars) throws AgentException {
		for (Path jar : jars) {
			if (!BlobFiles.use(jar)) {
				throw new AgentException(Failure.Kind.UNDEFINED, "The class-path blob %s is missing".formatted(jar));
			}
		}
	}

	List<Path> jars(WorkerSpec spec) throws AgentException {
		for (String name : spec.classPath()) {
			if (!name.matches("[0-9a-f]{64}")) {
				throw new AgentException(Failure.Kind.UNAVAILABLE, "'%s' is no name of a blob".formatted(name));
			}
		}
		return spec.classPath().stream().map((name) -> BlobFiles.file(this.site.blobs(), name)).toList();
	}

	/** A JVM may die of its archive as well as refuse it. */
	Worker create(WorkerSpec spec) throws AgentException, InterruptedException {
		List<Path> jars = jars(spec);
		ServingStart start = this.archives.serving(spec, jars);
		Worker worker;
		try {
			worker = create(spec, jars, start);
		}
		catch (AgentException | RuntimeException ex) {
			if (start.archive() == null) {
				throw ex;
			}
			this.archives.remove(spec, start.archive(), ex.toString());
			return create(spec, jars, this.archives.plain(spec));
		}
		this.archives.check(spec, start);
		return worker;
	}

	Worker create(WorkerSpec spec, List<Path> jars, WorkerStart start) throws AgentException, InterruptedException {
		String name = "w" + this.counter.incrementAndGet();
		Path directory = this.site.directory().resolve(name);
		Worker worker = null;
		WorkerNetwork network = WorkerNetwork.NONE;
		try {
			use(jars);
			this.site.user().makeDirectory(directory);
			Cell cell = new Cell(directory, jars, start.limits(), this.site.user(), WorkerNetwork.allowList(spec),
					start.archive());
			network = WorkerNetwork.open(spec, cell, this.site, this.timer);
			WorkerGroup group = this.site.limiter().create(name, start.limits());
			worker = launch(spec, cell, group, network, start);
			return worker;
		}
		catch (IOException | LimitException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE, "A worker could not be started: " + ex.getMessage(), ex);
		}
		finally {
			if (worker == null) {
				network.close();
				this.remains.remove(() -> Directories.delete(directory));
			}
		}
	}

	/** End a worker; whatever is left of it is removed with a later one. */
	boolean remove(Worker worker) {
		return this.remains.remove(worker::destroy);
	}

	private Worker launch(WorkerSpec spec, Cell cell, WorkerGroup group, WorkerNetwork network, WorkerStart start)
			throws IOException, AgentException, InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.startTimeoutMillis);
		Path socket = cell.directory().resolve(Cell.SOCKET);
		Process process = null;
		OutputTail output = null;
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(socket), 1);
			this.site.user().own(socket, "rw-------");
			List<String> java = WorkerCommand.of(this.site.runtime(), this.site.jail(), cell, spec.hidden(), start);
			process = this.launcher.launch(group, this.site.jail().command(cell, java));
			start.launched(killer(group, process));
			output = new OutputTail(process.getInputStream());
			this.site.threads().execute(output);
			FrameChannel channel = accept(server, process);
			Files.delete(socket);
			Worker worker = prepare(spec, cell, group, process, channel, output, network, start);
			process = null;
			return worker;
		}
		catch (IOException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE, explain(ex, process, output, deadline), ex);
		}
		finally {
			if (process != null) {
				group.kill();
				process.destroyForcibly();
				Worker.remove(group, process);
			}
			else if (output == null) {
				group.remove();
			}
		}
	}

	private FrameChannel accept(ServerSocketChannel server, Process process) throws IOException {
		ScheduledFuture<?> timeout = this.timer.schedule(process::destroyForcibly, this.startTimeoutMillis,
				TimeUnit.MILLISECONDS);
		process.onExit().thenRun(() -> {
			try {
				server.close();
			}
			catch (IOException ex) {
				// Whoever waits on it is told by its state.
			}
		});
		try {
			SocketChannel connection = server.accept();
			return new FrameChannel(connection);
		}
		finally {
			timeout.cancel(false);
		}
	}

	private Worker prepare(WorkerSpec spec, Cell cell, WorkerGroup group, Process process, FrameChannel channel,
			OutputTail output, WorkerNetwork network, WorkerStart start) throws IOException, AgentException {
		ScheduledFuture<?> timeout = this.timer.schedule(killer(group, process), this.startTimeoutMillis,
				TimeUnit.MILLISECONDS);
		Worker worker = null;
		try {
			receive(channel, FrameType.HELLO);
			List<String> facts = this.proof.prove(cell, group);
			List<Long> processes = spec.reuse().isNever() ? List.of() : group.processes();
			start.proven(this.proof.worker(group), this.site.jail(), cell);
			channel.send(FrameType.PREPARE, spec.toBytes());
			receive(channel, FrameType.READY);
			worker = new Worker(spec, process, group, channel, output, cell.directory(), facts, network, start.name(),
					processes);
			return worker;
		}
		catch (JailException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE, "The jail does not hold: " + ex.getMessage(), ex);
		}
		finally {
			timeout.cancel(false);
			if (worker == null) {
				channel.close();
			}
		}
	}

	private static Runnable killer(WorkerGroup group, Process process) {
		return () -> {
			group.kill();
			process.destroyForcibly();
		};
	}

	private static void receive(FrameChannel channel, FrameType expected) throws IOException, AgentException {
		Brake brake = new Brake(64);
		Frame frame = channel.receive((type) -> MAX_CONTROL_FRAME);
		while (frame != null && frame.type() == FrameType.OUTPUT) {
			brake.apply();
			frame = channel.receive((type) -> MAX_CONTROL_FRAME);
		}
		if (frame == null) {
			throw new IOException("the worker closed its connection before it was ready");
		}
		if (frame.type() != expected) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"The worker sent %s where %s was due: the method's own classes interfered while it was prepared"
						.formatted(frame.type(), expected));
		}
	}

	private String explain(IOException ex, @Nullable Process process, @Nullable OutputTail output, long deadline)
			throws InterruptedException {
		if (process == null || output == null) {
			return "A worker could not be started: " + ex;
		}
		if (ex instanceof ProtocolException) {
			return "A worker broke the protocol before it was ready: %s. Look at what the method's classes do when they are initialized."
				.formatted(ex.getMessage());
		}
		// What it printed and how it ended is known once it is gone, by itself or killed.
		boolean late = System.nanoTime() - deadline >= 0;
		boolean ended = process.waitFor(1, TimeUnit.SECONDS);
		String what = ended ? "ended before it was ready" : "closed its connection before it was ready";
		String advice = "Look at what the method's classes do when they are initialized";
		if (late) {
			what = "did not become ready within %d ms".formatted(this.startTimeoutMillis);
			advice += ", or raise pctx.sandbox.pool.start-timeout where the machine is slow";
		}
		return "A worker %s (%s, exit code %s): %s. %s.".formatted(what, this.site.jail().displayName(),
				ended ? Integer.toString(process.exitValue()) : "none", output.text(), advice);
	}

}
