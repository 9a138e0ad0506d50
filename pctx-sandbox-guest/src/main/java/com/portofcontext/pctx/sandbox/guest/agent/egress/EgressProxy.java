package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out for one worker: a unix socket in its directory, outside of its jail. Until
 * its call begins, everything is refused.
 */
public final class EgressProxy implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(EgressProxy.class);

	/** A report has an end, and the log has them all. */
	private static final int MAX_REPORTED = 1000;

	private static final String ANY = "any destination";

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final String worker;

	private final ProxySocket socket;

	private final Gate gate;

	private final NetworkLimits limits;

	private final Executor threads;

	private final ScheduledExecutorService timer;

	private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();

	private final List<Decision> decisions = Collections.synchronizedList(new ArrayList<>());

	private final AtomicLong bytes = new AtomicLong();

	private volatile boolean open;

	private EgressProxy(String worker, ProxySocket socket, Gate gate, NetworkLimits limits, Executor threads,
			ScheduledExecutorService timer) {
		this.worker = worker;
		this.socket = socket;
		this.gate = gate;
		this.limits = limits;
		this.threads = threads;
		this.timer = timer;
	}

	/**
	 * Listen for a worker, and refuse it everything.
	 * @param worker how the log names it
	 * @param file the socket to make
	 * @param gate decides what it may connect to
	 * @param limits what it may use of that
	 * @param threads runs its connections
	 * @param timer ends what takes too long
	 * @return the proxy
	 * @throws IOException if the socket cannot be made
	 */
	public static EgressProxy listen(String worker, Path file, Gate gate, NetworkLimits limits, Executor threads,
			ScheduledExecutorService timer) throws IOException {
		EgressProxy proxy = new EgressProxy(worker, ProxySocket.open(file), gate, limits, threads, timer);
		try {
			threads.execute(proxy::accept);
			return proxy;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			proxy.close();
			throw new IOException("There is no thread for a proxy", ex);
		}
	}

	/** Whatever ends this ends the worker's network: nothing is allowed without it. */
	private void accept() {
		try (this.socket) {
			for (int count = 0; count < this.limits.totalConnections(); count++) {
				begin(this.socket.accept());
			}
			this.socket.accept().close();
			Decision last = new Decision(this.worker, ANY);
			this.decisions.add(last);
			last.refused("it has made %d connections, and may make no more%s".formatted(this.limits.totalConnections(),
					raise("max-total-connections")));
		}
		catch (IOException ex) {
			logger.debug("The proxy of {} ended: {}", this.worker, ex.toString());
		}
	}

	private void begin(SocketChannel client) throws IOException {
		ProxyConnection connection = new ProxyConnection(this, client);
		this.connections.add(connection);
		if (this.connections.size() > this.limits.connections()) {
			ended(connection);
			refuse(ANY, "it has %d connections, and may have no more at once%s".formatted(this.limits.connections(),
					raise("max-connections")));
			// A worker that waits is no loss, an agent that spins is.
			LockSupport.parkNanos(PAUSE_NANOS);
			return;
		}
		try {
			this.threads.execute(connection);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			ended(connection);
			refuse(ANY, "the agent has no thread for it");
		}
	}

	/**
	 * Allow what the list allows, from now on.
	 */
	public void open() {
		this.open = true;
	}

	/**
	 * Allow nothing until it is opened again.
	 * @return whether nothing was ever asked of it: only then can it be told whose it is
	 */
	public boolean suspend() {
		this.open = false;
		if (this.socket.turnAway()) {
			refuse(ANY, "its call is over");
		}
		return !this.socket.isUsed();
	}

	Route check(Destination destination) throws IOException {
		if (!this.open) {
			throw new RefusedException("there is no network before the call");
		}
		return this.gate.check(destination);
	}

	/** Each connection has one decision. */
	Decision decide(Destination asked) {
		return decide(this.gate.meant(asked).toString());
	}

	private Decision decide(String destination) {
		Decision decision = new Decision(this.worker, destination);
		if (this.decisions.size() < MAX_REPORTED) {
			this.decisions.add(decision);
		}
		return decision;
	}

	void refuse(String destination, String reason) {
		decide(destination).refused(reason);
	}

	void count(int length) throws RefusedException {
		if (this.bytes.addAndGet(length) > this.limits.bytes()) {
			throw new RefusedException("more than the %d bytes that a call may send and receive%s"
				.formatted(this.limits.bytes(), raise("max-transfer-size")));
		}
	}

	/** Say which property moves a limit. */
	static String raise(String property) {
		return ": raise 'pctx.sandbox.defaults.network.%1$s' or its profile's 'pctx.sandbox.profiles.<name>.network.%1$s'"
			.formatted(property);
	}

	NetworkLimits limits() {
		return this.limits;
	}

	Executor threads() {
		return this.threads;
	}

	ScheduledExecutorService timer() {
		return this.timer;
	}

	void ended(ProxyConnection connection) {
		this.connections.remove(connection);
		connection.close();
	}

	/**
	 * Return what was decided so far.
	 * @return the decisions, in the order in which they were asked for
	 */
	public List<NetworkDecision> decisions() {
		synchronized (this.decisions) {
			return this.decisions.stream().map(Decision::report).toList();
		}
	}

	/**
	 * End all connections, and allow no more.
	 */
	@Override
	public void close() throws IOException {
		this.open = false;
		this.socket.close();
		this.connections.forEach(ProxyConnection::close);
	}

}
