package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a worker's: a request, a decision, and what passes then.
 */
final class ProxyConnection implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ProxyConnection.class);

	private static final int BUFFER = 16 * 1024;

	/** What a worker may still send that was refused, so that it reads the answer. */
	private static final int MAX_IGNORED = 64 * 1024;

	private final EgressProxy proxy;

	private final SocketChannel client;

	private final OutputStream toClient;

	private volatile @Nullable SocketChannel server;

	private volatile long lastActive;

	private volatile boolean late;

	private volatile boolean closed;

	ProxyConnection(EgressProxy proxy, SocketChannel client) {
		this.proxy = proxy;
		this.client = client;
		this.toClient = new ChannelOutput(client, (bytes) -> {
		});
	}

	private void active() {
		this.lastActive = System.nanoTime();
	}

	@Override
	public void run() {
		ScheduledFuture<?> patience = null;
		try {
			patience = this.proxy.timer()
				.schedule(this::closeLate, this.proxy.limits().connect().toMillis(), TimeUnit.MILLISECONDS);
			InputStream in = new BufferedInputStream(new ChannelInput(this.client, this::active), BUFFER);
			ProxyRequest request = read(in);
			serve(request, in, this.proxy.decide(request.destination()), patience);
		}
		catch (IOException | RejectedExecutionException ex) {
			logger.debug("A connection to the proxy ended: {}", ex.toString());
		}
		finally {
			if (patience != null) {
				patience.cancel(false);
			}
			this.proxy.ended(this);
		}
	}

	private ProxyRequest read(InputStream in) throws IOException {
		try {
			return ProxyRequest.read(in, this.toClient);
		}
		catch (RefusedException ex) {
			this.proxy.refuse("an unreadable destination", ex.reason());
			ignoreRest(in);
			throw ex;
		}
	}

	private void serve(ProxyRequest request, InputStream in, Decision decision, ScheduledFuture<?> patience)
			throws IOException {
		try {
			Route route = this.proxy.check(request.destination());
			SocketChannel connected = connect(route);
			decision.connected(((InetSocketAddress) connected.getRemoteAddress()).getAddress());
			this.toClient.write(request.accepted());
			patience.cancel(false);
			relay(request, route, in, connected, decision);
		}
		catch (RefusedException ex) {
			decision.refused(ex.reason());
			if (!decision.isConnected()) {
				this.toClient.write(request.refused(ex.reason()));
				ignoreRest(in);
			}
		}
		catch (IOException ex) {
			String reason = (ex instanceof UnknownHostException) ? "its name has no address" : ex.toString();
			decision.failed(this.closed ? whyClosed() : reason);
			if (!decision.isConnected()) {
				this.toClient.write(request.failed(reason));
				ignoreRest(in);
			}
		}
	}

	private String whyClosed() {
		return this.late ? "it did not stand within %d ms%s".formatted(this.proxy.limits().connect().toMillis(),
				EgressProxy.raise("connect-timeout")) : "its worker is gone";
	}

	/** To close with something unread would take the answer back. */
	private void ignoreRest(InputStream in) throws IOException {
		this.client.shutdownOutput();
		in.readNBytes(MAX_IGNORED);
	}

	/** One address has a fourth of the time, for a name may have several. */
	private SocketChannel connect(Route route) throws IOException {
		int timeout = (int) Math.min(Integer.MAX_VALUE, Math.max(1, this.proxy.limits().connect().toMillis() / 4));
		IOException failure = new ConnectException("no address");
		for (InetAddress address : route.addresses()) {
			SocketChannel channel = SocketChannel.open();
			this.server = channel;
			try {
				if (this.closed) {
					throw new ConnectException("it took too long");
				}
				channel.socket().connect(new InetSocketAddress(address, route.port()), timeout);
				return channel;
			}
			catch (IOException ex) {
				channel.close();
				failure = ex;
			}
		}
		throw failure;
	}

	private void relay(ProxyRequest request, Route route, InputStream in, SocketChannel connected, Decision decision)
			throws IOException {
		active();
		long idle = this.proxy.limits().idle().toNanos();
		ScheduledFuture<?> watch = this.proxy.timer()
			.scheduleWithFixedDelay(() -> closeIfIdle(idle, decision), idle, Math.max(1, idle / 4),
					TimeUnit.NANOSECONDS);
		CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
		try {
			start(() -> receive(connected, decision, answered));
			boolean ended = request.send(route, in, new ChannelOutput(connected, (bytes) -> {
				this.proxy.count(bytes);
				decision.addSent(bytes);
			}));
			if (ended) {
				connected.shutdownOutput();
			}
			answered.join();
		}
		finally {
			// It ends once it is known why: nobody is told by its end too early.
			watch.cancel(false);
		}
	}

	private void start(Runnable task) throws IOException {
		try {
			this.proxy.threads().execute(task);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			throw new IOException("there is no thread for it", ex);
		}
	}

	private void receive(SocketChannel connected, Decision decision, CompletableFuture<@Nullable Void> answered) {
		try {
			new ChannelInput(connected, this::active).transferTo(new ChannelOutput(this.client, (bytes) -> {
				this.proxy.count(bytes);
				decision.addReceived(bytes);
			}));
			this.client.shutdownOutput();
		}
		catch (RefusedException ex) {
			decision.refused(ex.reason());
			close();
		}
		catch (IOException ex) {
			close();
		}
		finally {
			answered.complete(null);
		}
	}

	private void closeIfIdle(long idle, Decision decision) {
		if (System.nanoTime() - this.lastActive > idle) {
			decision.failed("no byte passed for %d ms%s".formatted(TimeUnit.NANOSECONDS.toMillis(idle),
					EgressProxy.raise("idle-timeout")));
			close();
		}
	}

	private void closeLate() {
		this.late = true;
		close();
	}

	/** Ends both sides, whatever waits for one of them. */
	void close() {
		this.closed = true;
		end(this.client);
		SocketChannel upstream = this.server;
		if (upstream != null) {
			end(upstream);
		}
	}

	private static void end(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

}
