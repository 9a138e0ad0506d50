package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;

/**
 * What an application has while the machine is up: a lease, which keeps others from
 * stopping it, and a connection to an agent that answers.
 *
 * @param connector brought the machine up
 * @param instance the instance
 * @param lease the lease
 * @param link the connection
 */
record LimaSession(LimaConnector connector, LimaInstance instance, Leases lease, GuestLink link) {

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
		this.connector.leave(this.lease);
	}

	/** Disconnect, and stop the machine if nobody else uses it. */
	void stop() throws IOException, InterruptedException {
		this.link.close();
		this.connector.leave(this.lease, true);
	}

}
