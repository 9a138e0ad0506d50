package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import com.portofcontext.pctx.sandbox.guest.agent.egress.EgressProxy;
import com.portofcontext.pctx.sandbox.guest.agent.egress.Gate;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The network of one worker: a proxy that its directory leads to, or none.
 */
final class WorkerNetwork implements Closeable {

	static final WorkerNetwork NONE = new WorkerNetwork(null);

	private static final String SOCKET = "e";

	private static final String HOSTS = "hosts";

	private final @Nullable EgressProxy proxy;

	private WorkerNetwork(@Nullable EgressProxy proxy) {
		this.proxy = proxy;
	}

	/**
	 * Say why the allow-list of a spec cannot be served here.
	 * @param spec the spec
	 * @throws AgentException if it is malformed, or there is no network to lead to
	 */
	static void check(WorkerSpec spec) throws AgentException {
		if (allowList(spec).needsNetwork() && !hasNetwork()) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"The sandbox's machine has no network, so nothing of the allow-list %s can be reached. Give the machine a network, or empty 'network.allow'."
						.formatted(spec.network()));
		}
	}

	static AllowList allowList(WorkerSpec spec) throws AgentException {
		try {
			return AllowList.parse(spec.network());
		}
		catch (IllegalArgumentException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE, "The allow-list has " + ex.getMessage(), ex);
		}
	}

	private static boolean hasNetwork() {
		try {
			for (NetworkInterface candidate : NetworkInterface.networkInterfaces().toList()) {
				if (candidate.isUp() && !candidate.isLoopback()) {
					return true;
				}
			}
			return false;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	static WorkerNetwork open(WorkerSpec spec, Cell cell, Site site, ScheduledExecutorService timer)
			throws IOException {
		if (cell.network().isEmpty()) {
			return NONE;
		}
		Path hosts = Files.write(cell.directory().resolve(HOSTS), cell.network().hosts());
		cell.user().own(hosts, "r--------");
		Path socket = cell.directory().resolve(SOCKET);
		WorkerNetwork network = new WorkerNetwork(EgressProxy.listen(spec.method().displayName(), socket,
				new Gate(cell.network(), site.resolver()), spec.networkLimits(), site.threads(), timer));
		try {
			cell.user().own(socket, "rw-------");
			return network;
		}
		catch (IOException ex) {
			network.close();
			throw ex;
		}
	}

	/** What must be known before the JVM's classes of the network are loaded. */
	static List<String> options(Jail jail, Cell cell) {
		if (cell.network().isEmpty()) {
			return List.of();
		}
		List<String> options = new ArrayList<>();
		options.add("-Djdk.net.hosts.file=" + jail.inside(cell, cell.directory().resolve(HOSTS)));
		options.add("-Djava.net.useSystemProxies=false");
		if (cell.network().hasLoopback()) {
			// The machine's loopback is asked for, not the worker's own.
			options.addAll(List.of("-Dhttp.nonProxyHosts=", "-DsocksNonProxyHosts="));
		}
		return options;
	}

	static List<String> arguments(Jail jail, Cell cell) {
		return cell.network().isEmpty() ? List.of()
				: List.of(jail.inside(cell, cell.directory().resolve(SOCKET)).toString());
	}

	/** A call begins. */
	void begin() {
		if (this.proxy != null) {
			this.proxy.open();
		}
	}

	/** A call is over; say whether none has used it. */
	boolean suspend() {
		return this.proxy == null || this.proxy.suspend();
	}

	List<NetworkDecision> decisions() {
		return (this.proxy != null) ? this.proxy.decisions() : List.of();
	}

	@Override
	public void close() {
		try {
			if (this.proxy != null) {
				this.proxy.close();
			}
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

}
