package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;

/**
 * Serves one call after the other on one thread, for as long as none leaves anything that
 * can be seen from here. Whoever hides something is not found: that is what reuse is
 * trusted not to do.
 */
final class RepeatedCalls {

	/** A pool that was shut down has not ended all of its threads yet. */
	private static final int LOOKS = 10;

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final WorkerSession session;

	private final FrameChannel channel;

	private final NextCalls next;

	/** The worker's own threads: it is made before any code of the user's runs. */
	private final int threads;

	RepeatedCalls(WorkerSession session, FrameChannel channel) {
		this.session = session;
		this.channel = channel;
		this.next = new NextCalls(channel);
		this.next.start();
		this.threads = threads();
	}

	/** The agent ends what no longer says that it is ready. */
	void serve(WorkerSession.Callee method, byte[] first) throws IOException {
		this.next.begin();
		try {
			for (byte[] arguments = first; answer(method, arguments); arguments = this.next.await()) {
				// The next call finds a new object, and streams that nobody has changed.
				method.renew();
				this.session.capture();
			}
		}
		catch (InterruptedException | ReflectiveOperationException ex) {
			// It is of no more use.
		}
		this.channel.close();
	}

	private boolean answer(WorkerSession.Callee method, byte[] arguments) throws IOException {
		Answer answer = method.call(arguments);
		this.session.send(answer);
		return answer.sound() && isAlone();
	}

	/** Of all groups: common pools, and what carries virtual threads, have their own. */
	private static int threads() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		return group.activeCount();
	}

	private boolean isAlone() {
		for (int i = 0; i < LOOKS && threads() > this.threads; i++) {
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		return threads() <= this.threads;
	}

}
