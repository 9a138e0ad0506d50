package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.agent.limits.Usage;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;

/**
 * One jailed JVM: proven and prepared, it serves one call and dies.
 */
final class Worker {

	private static final int EXIT_SECONDS = 5;

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final WorkerSpec spec;

	private final String specId;

	private final Process process;

	private final WorkerGroup group;

	private final FrameChannel channel;

	private final OutputTail output;

	private final Path directory;

	private final List<String> proof;

	private final WorkerNetwork network;

	private final String start;

	Worker(WorkerSpec spec, Process process, WorkerGroup group, FrameChannel channel, OutputTail output, Path directory,
			List<String> proof, WorkerNetwork network, String start) {
		this.spec = spec;
		this.specId = spec.id();
		this.process = process;
		this.group = group;
		this.channel = channel;
		this.output = output;
		this.directory = directory;
		this.proof = proof;
		this.network = network;
		this.start = start;
	}

	WorkerSpec spec() {
		return this.spec;
	}

	/** The name of its spec, computed once. */
	String specId() {
		return this.specId;
	}

	FrameChannel channel() {
		return this.channel;
	}

	List<String> proof() {
		return this.proof;
	}

	/** How its JVM came by its classes. */
	String start() {
		return this.start;
	}

	/** Let it end by itself: it does so when nobody can call it any more. */
	void finish(long timeout, TimeUnit unit) throws IOException, InterruptedException {
		this.channel.close();
		if (!this.process.waitFor(timeout, unit)) {
			throw new IOException("it did not end by itself");
		}
		if (this.process.exitValue() != 0) {
			throw new IOException("it ended with exit code %d after printing: %s".formatted(this.process.exitValue(),
					this.output.text()));
		}
	}

	/** Hand over the arguments of its one call. */
	void begin(ByteBuffer arguments) throws IOException {
		this.group.prioritize();
		this.network.begin();
		this.channel.send(FrameType.ARGUMENTS, arguments);
	}

	/** What was decided on its connections so far. */
	List<NetworkDecision> networkDecisions() {
		return this.network.decisions();
	}

	Usage usage() {
		return this.group.usage();
	}

	/** Run a task when the worker's process has ended, however that came about. */
	void onExit(Runnable task) {
		this.process.onExit().thenRun(task);
	}

	/** End the worker and all it started, now; its connection ends with it. */
	void kill() {
		this.group.kill();
		this.process.destroyForcibly();
	}

	/** Say how it died; waits for the end that its closed connection announced. */
	String describeEnd() throws InterruptedException {
		if (!this.process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
			return "it closed its connection";
		}
		String text = this.output.text();
		String exit = "its process ended with exit code %d".formatted(this.process.exitValue());
		return text.isEmpty() ? exit : exit + " after printing: " + text;
	}

	/**
	 * Kill it, wait for its end, and remove its group and files.
	 * @return whether nothing is left
	 */
	boolean destroy() {
		kill();
		this.network.close();
		boolean gone = removeGroup();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// Nothing is lost: the peer is dead.
		}
		return Directories.delete(this.directory) && gone;
	}

	private boolean removeGroup() {
		return remove(this.group, this.process);
	}

	/** The kernel removes killed processes in its own time. */
	static boolean remove(WorkerGroup group, Process process) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(EXIT_SECONDS);
		boolean interrupted = false;
		while ((process.isAlive() || !group.remove()) && System.nanoTime() < deadline) {
			try {
				if (!process.waitFor(PAUSE_NANOS, TimeUnit.NANOSECONDS) || !process.isAlive()) {
					TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
				}
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			group.kill();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return !process.isAlive() && group.remove();
	}

}
