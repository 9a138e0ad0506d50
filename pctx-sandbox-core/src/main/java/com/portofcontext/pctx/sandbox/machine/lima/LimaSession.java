package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobList;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.retry.support.RetryTemplate;

/**
 * What an application has while the machine is up: a lease, which keeps others from
 * stopping it, and a connection to an agent that answers.
 */
final class LimaSession {

	private static final Logger logger = LoggerFactory.getLogger(LimaSession.class);

	private static final int ATTEMPTS = 3;

	private static final long BACK_OFF_MILLIS = 1000;

	private static final long MAX_BACK_OFF_MILLIS = 10_000;

	/** How long an agent may take to be there after its machine. */
	private static final Duration AGENT_START = Duration.ofSeconds(90);

	private static final long POLL_MILLIS = 300;

	private final LimaVm vm;

	private final boolean stops;

	private final Leases lease;

	private final GuestLink link;

	private LimaSession(LimaVm vm, boolean stops, Leases lease, GuestLink link) {
		this.vm = vm;
		this.stops = stops;
		this.lease = lease;
		this.link = link;
	}

	/**
	 * Bring the machine up and connect to it.
	 * @param vm the machine
	 * @param settings how it is set up
	 * @param home where it is
	 * @param blobDirectory where this host's class-path blobs are
	 * @param timer for what has a time-out
	 * @param progress is told what is done
	 */
	static LimaSession open(LimaVm vm, LimaSettings settings, LimaHome home, Path blobDirectory,
			ScheduledExecutorService timer, Consumer<String> progress) throws Exception {
		home.open();
		String application = Leases.newName();
		boolean stops = settings.lifecycle() == LimaSettings.Lifecycle.START_AND_STOP;
		Leases lease = vm.locked(() -> Leases.take(home.lease(application)));
		GuestLink link = null;
		try {
			link = retries().execute((context) -> vm.locked(() -> {
				LimaInstance instance = vm.ensureRunning(lease);
				AgentBundle agent = AgentBundle.create(blobDirectory, settings.agent());
				lease.note(agent.version());
				progress.accept("connecting");
				return connect(instance, agent, lease, GuestLink.open(instance, home.socket(application), timer),
						progress);
			}));
			return new LimaSession(vm, stops, lease, link);
		}
		finally {
			if (link == null) {
				leave(vm, lease, stops);
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

	private static GuestLink connect(LimaInstance instance, AgentBundle agent, Leases lease, GuestLink link,
			Consumer<String> progress) throws IOException, InterruptedException {
		boolean connected = false;
		try {
			if (!link.agent().equals(agent.version())) {
				refuseToShare(instance, lease);
				progress.accept("installing the agent");
				install(instance, agent);
			}
			awaitAgent(link, instance);
			connected = true;
			return link;
		}
		finally {
			if (!connected) {
				link.close();
			}
		}
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

	private static void install(LimaInstance instance, AgentBundle agent) throws IOException, InterruptedException {
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

	private static void leave(LimaVm vm, Leases lease, boolean stops) throws IOException, InterruptedException {
		// Whoever was told to end while it started does end what it started.
		boolean interrupted = Thread.interrupted();
		boolean stopped = vm.locked(() -> {
			boolean last = lease.others().isEmpty();
			lease.close();
			return last && stops && vm.stop();
		});
		logger.debug("The Lima machine was stopped: {}", stopped);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	FrameChannel connect() throws IOException {
		return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(this.link.socket())));
	}

	/** Run something when the connection is gone. */
	void onEnd(Runnable action) {
		this.link.onEnd(action);
	}

	/** Disconnect, and leave the machine to others, who are about to use it. */
	void abandon() throws IOException {
		this.link.close();
		this.lease.close();
	}

	/**
	 * Disconnect, and stop the machine if nobody else uses it and the settings say so.
	 */
	void close() throws IOException, InterruptedException {
		this.link.close();
		leave(this.vm, this.lease, this.stops);
	}

}
