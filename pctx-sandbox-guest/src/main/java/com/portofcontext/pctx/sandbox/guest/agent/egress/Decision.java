package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided on one connection, and what passed through it so far.
 */
final class Decision {

	private static final Logger logger = LoggerFactory.getLogger(Decision.class);

	private static final int MAX_TEXT = 260;

	private final String worker;

	private final String destination;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile State state = new State("", false, "not decided yet");

	Decision(String worker, String destination) {
		this.worker = worker;
		this.destination = text(destination);
	}

	/** Text of a worker's. */
	private static String text(String text) {
		String printable = PrintableText.of(text);
		return (printable.length() > MAX_TEXT) ? printable.substring(0, MAX_TEXT) + "…" : printable;
	}

	void connected(InetAddress address) {
		this.state = new State(address.getHostAddress(), true, "");
		logger.info("{} connects to {} at {}", this.worker, this.destination, this.state.address);
	}

	/** The first end is the reason of all others. */
	void refused(String reason) {
		if (this.ended.compareAndSet(false, true)) {
			this.state = new State(this.state.address, false, text(reason));
			logger.warn("{} may not connect to {}: {}", this.worker, this.destination, this.state.reason);
		}
	}

	/** It was allowed, and came to nothing, or to an early end. */
	void failed(String reason) {
		if (this.ended.compareAndSet(false, true)) {
			this.state = new State(this.state.address, true, text(reason));
			logger.info("{} lost {}: {}", this.worker, this.destination, this.state.reason);
		}
	}

	boolean isConnected() {
		return !this.state.address.isEmpty();
	}

	void addSent(int bytes) {
		this.sent.addAndGet(bytes);
	}

	void addReceived(int bytes) {
		this.received.addAndGet(bytes);
	}

	NetworkDecision report() {
		State now = this.state;
		return new NetworkDecision(this.destination, now.address, now.allowed, now.reason, this.sent.get(),
				this.received.get());
	}

	private record State(String address, boolean allowed, String reason) {

	}

}
