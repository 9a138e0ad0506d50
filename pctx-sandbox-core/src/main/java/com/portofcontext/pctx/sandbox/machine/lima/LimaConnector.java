package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobList;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

import org.springframework.retry.support.RetryTemplate;

/**
 * Brings the machine up for an application, connects to its agent, and brings it back to
 * its pristine state. Everything happens under the {@link HostLock}.
 */
final class LimaConnector {

	private static final int ATTEMPTS = 3;

	private static final long BACK_OFF_MILLIS = 1000;

	private static final long MAX_BACK_OFF_MILLIS = 10_000;

	/** How long sshd may take to be there after its machine. */
	private static final Duration SSH_START = Duration.ofMinutes(2);

	/** How long an agent may take to be there after its machine. */
	private static final Duration AGENT_START = Duration.ofMinutes(5);

	private static final long POLL_MILLIS = 300;

	private final LimaVm vm;

	private final LimaSettings settings;

	private final LimaHome home;

	private final Path blobDirectory;

	private final ScheduledExecutorService timer;

	private final LimaProgress progress;

	/**
	 * Create a connector.
	 * @param vm the machine
	 * @param settings how it is set up
	 * @param home where it is
	 * @param blobDirectory where this host's class-path blobs are
	 * @param timer for what has a time-out
	 * @param progress is told what is done
	 */
	LimaConnector(LimaVm vm, LimaSettings settings, LimaHome home, Path blobDirectory, ScheduledExecutorService timer,
			LimaProgress progress) {
		this.vm = vm;
		this.settings = settings;
		this.home = home;
		this.blobDirectory = blobDirectory;
		this.timer = timer;
		this.progress = progress;
	}

	/** Bring the machine up, and connect to it. */
	LimaSession open() throws Exception {
		this.home.open();
		String application = Leases.newName();
		Leases lease = this.vm.locked(() -> Leases.take(this.home.lease(application)));
		Path socket = this.home.socket(application);
		LimaSession session = null;
		try {
			session = retries().execute((context) -> this.vm.locked(() -> connect(lease, socket)));
			return session;
		}
		finally {
			if (session == null) {
				leave(lease);
			}
		}
	}

	private static RetryTemplate retries() {
		return RetryTemplate.builder()
			.maxAttempts(ATTEMPTS)
			.exponentialBackoff(BACK_OFF_MILLIS, 2, MAX_BACK_OFF_MILLIS)
			.notRetryOn(LimaException.Final.class)
			.notRetryOn(InterruptedException.class)
			.build();
	}

	private LimaSession connect(Leases lease, Path socket) throws IOException, InterruptedException {
		LimaInstance instance = this.vm.ensureRunning(lease);
		AgentBundle agent = AgentBundle.create(this.blobDirectory, this.settings.agent());
		lease.note(agent.version());
		this.progress.accept("connecting");
		GuestLink link = firstLink(instance, lease, socket);
		boolean connected = false;
		try {
			if (!link.agent().equals(agent.version())) {
				refuseToShare(instance, lease);
				link = pristine(instance, link);
				install(instance, agent);
			}
			awaitAgent(link, instance);
			if (this.vm.lacksPristine(instance, agent.version()) && isFirst(lease)) {
				// No connection of the past is to wake up when it comes back.
				link.close();
				this.vm.keepPristine(instance, agent.version());
				link = link(instance, socket);
			}
			connected = true;
			return new LimaSession(this, instance, lease, link);
		}
		finally {
			if (!connected) {
				link.close();
			}
		}
	}

	/**
	 * One that is called running and does not answer hangs. Ended, it can be started
	 * again.
	 */
	private GuestLink firstLink(LimaInstance instance, Leases lease, Path socket)
			throws IOException, InterruptedException {
		try {
			return link(instance, socket);
		}
		catch (LimaException ex) {
			List<Leases.Holder> others = lease.others();
			if (this.settings.lifecycle() == LimaSettings.Lifecycle.NONE || !others.isEmpty()) {
				throw new LimaException.Final("%s. If it hangs, run: LIMA_HOME=%s limactl stop --force %s%s".formatted(
						ex.getMessage(), this.home.root(), instance.name(),
						others.isEmpty() ? "" : ", which ends the calls of " + others), ex);
			}
			this.vm.end(instance);
			throw ex;
		}
	}

	/** One that runs need not have booted yet: whoever started it may be gone. */
	private GuestLink link(LimaInstance instance, Path socket) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + SSH_START.toNanos();
		while (true) {
			try {
				return GuestLink.open(instance, socket, this.timer);
			}
			catch (LimaException ex) {
				if (System.nanoTime() > deadline) {
					throw ex;
				}
				TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
			}
		}
	}

	/**
	 * Whether nobody else has had a connection: those that are about to have none yet.
	 */
	private static boolean isFirst(Leases lease) throws IOException {
		return lease.others().stream().allMatch((other) -> other.agent().isEmpty());
	}

	/** What an earlier agent's workers left is not to meet the next agent. */
	private GuestLink pristine(LimaInstance instance, GuestLink link) throws IOException, InterruptedException {
		if (!this.vm.hasPristine()) {
			return link;
		}
		link.close();
		this.vm.reset(instance);
		return link(instance, link.socket());
	}

	/** Another version would end the calls of the others. */
	private static void refuseToShare(LimaInstance instance, Leases lease) throws IOException {
		List<Leases.Holder> others = lease.others();
		if (!others.isEmpty()) {
			throw new LimaException.Final(
					"The Lima instance '%s' is in use by %s with another version of the agent, or other settings of it. End that application, or name another instance in pctx.sandbox.lima.instance."
						.formatted(instance.name(), others));
		}
	}

	private void install(LimaInstance instance, AgentBundle agent) throws IOException, InterruptedException {
		this.progress.accept("installing the agent");
		HostCommand.Result result = GuestLink.run(instance, agent.archive(), AGENT_START,
				"sudo -n pctx-sandbox-install " + agent.version());
		if (!result.succeeded()) {
			throw new LimaException("The agent cannot be installed in the Lima machine: " + result.errors().strip());
		}
	}

	private static void awaitAgent(GuestLink link, LimaInstance instance) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + AGENT_START.toNanos();
		while (!answers(link)) {
			if (System.nanoTime() > deadline) {
				HostCommand.Result check = GuestLink.run(instance, new byte[0], AGENT_START,
						"sudo -n pctx-sandbox-check --agent");
				throw new LimaException("The agent in the Lima machine does not answer: " + check.errors().strip());
			}
			TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
		}
	}

	/** Whoever is asked for no blobs, and lacks none, is an agent. */
	private static boolean answers(GuestLink link) {
		try (FrameChannel channel = new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(link.socket())))) {
			channel.send(FrameType.BLOBS, new BlobList(List.of()).toBytes());
			Frame answer = channel.receive((type) -> 1024);
			return answer != null && answer.type() == FrameType.MISSING;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Go back to the pristine state.
	 * @param session the session, which ends
	 * @return the next one, or the same if other applications use the machine
	 */
	LimaSession reset(LimaSession session) throws Exception {
		LimaSession next = null;
		try {
			next = this.vm.locked(() -> session.lease().others().isEmpty() ? again(session) : session);
			return next;
		}
		finally {
			if (next == null) {
				session.close();
			}
		}
	}

	private LimaSession again(LimaSession session) throws IOException, InterruptedException {
		session.link().close();
		this.vm.reset(session.instance());
		GuestLink link = link(session.instance(), session.link().socket());
		boolean connected = false;
		try {
			awaitAgent(link, session.instance());
			connected = true;
			return new LimaSession(this, session.instance(), session.lease(), link);
		}
		finally {
			if (!connected) {
				link.close();
			}
		}
	}

	private boolean stops() {
		return this.settings.lifecycle() == LimaSettings.Lifecycle.START_AND_STOP;
	}

	/** Leave the machine; the last one stops it if the settings say so. */
	void leave(Leases lease) throws IOException, InterruptedException {
		leave(lease, stops());
	}

	/**
	 * Leave the machine.
	 * @param lease is given up
	 * @param stops whether the last one stops it
	 */
	void leave(Leases lease, boolean stops) throws IOException, InterruptedException {
		// Whoever was told to end while it started does end what it started.
		boolean interrupted = Thread.interrupted();
		this.vm.locked(() -> {
			boolean last = lease.others().isEmpty();
			lease.close();
			return last && stops && this.vm.stop();
		});
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
