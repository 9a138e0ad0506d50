package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.agent.limits.Usage;
import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * One jailed JVM: proven and prepared, it serves one call and dies; or several, where its
 * spec says so and none leaves anything to be seen.
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

	/** What was in the group when it was proven, where that is looked at again. */
	private final List<Long> processes;

	private final Tenure tenure;

	/** CPU time until the present call, and until it was last looked at. */
	private long cpuBefore;

	private long cpuSeen;

	/** What was printed past the protocol before its first call. */
	private long printed;

	private volatile @Nullable Future<?> end;

	Worker(WorkerSpec spec, Process process, WorkerGroup group, FrameChannel channel, OutputTail output, Path directory,
			List<String> proof, WorkerNetwork network, String start, List<Long> processes) {
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
		this.processes = processes;
		this.tenure = new Tenure(spec.reuse());
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

	/**
	 * Hand over the arguments of a call.
	 * @return whether it was fit to get any of them
	 */
	boolean begin(ByteBuffer arguments) throws IOException {
		if (this.tenure.calls() > 0 && (this.tenure.isOver() || !isUntouched() || !this.channel.isSilent())) {
			// Whatever it has sent is nobody's answer.
			this.channel.close();
			return false;
		}
		if (this.tenure.calls() == 0) {
			this.group.prioritize();
			this.printed = this.output.total();
		}
		this.tenure.begin();
		this.cpuBefore = this.cpuSeen;
		this.network.begin();
		this.channel.send(FrameType.ARGUMENTS, arguments);
		return true;
	}

	/**
	 * See whether it may serve another call, now that it has answered: it must say so
	 * next, and nothing may be left of the call that can be seen from here.
	 */
	boolean settle() {
		if (this.tenure.isOver()) {
			return false;
		}
		try {
			Frame frame = this.channel.receive((type) -> (type == FrameType.READY) ? 0 : -1);
			return frame != null && isUntouched() && this.processes.containsAll(this.group.processes());
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Whether it has used no network, and printed nothing but by the protocol. */
	private boolean isUntouched() {
		return this.network.suspend() && this.output.total() == this.printed;
	}

	/** The number of its calls so far. */
	int calls() {
		return this.tenure.calls();
	}

	/** How long it may serve further calls. */
	long remainingNanos() {
		return this.tenure.remainingNanos();
	}

	/** What will end it is of no use once it has ended. */
	void endBy(Future<?> task) {
		this.end = task;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** What was decided on its connections so far. */
	List<NetworkDecision> networkDecisions() {
		return this.network.decisions();
	}

	/** What its present call has used, the first one with all that was before it. */
	Usage usage() {
		Usage total = this.group.usage();
		this.cpuSeen = total.cpuNanos();
		return new Usage(Math.max(0, this.cpuSeen - this.cpuBefore), total.peakMemory(), total.outOfMemory());
	}

	/** Run a task when the worker's process has ended, however that came about. */
	void onExit(Runnable task) {
		this.process.onExit().thenRun(task);
	}

	/** End the worker and all it started, now; its connection ends with it. */
	void kill() {
		try {
			this.group.kill();
		}
		finally {
			this.process.destroyForcibly();
		}
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
		Future<?> task = this.end;
		if (task != null) {
			task.cancel(false);
		}
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
