package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobHead;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobList;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;

/**
 * Sends blobs to an agent that does not share this host's directory: those that it lacks,
 * over some connections at once. What arrived before one broke is not sent again.
 */
final class BlobUpload {

	private static final int CONNECTIONS = 3;

	private static final int MAX_ANSWER = 1024 * 1024;

	private final Supplier<FrameChannel> connector;

	private final Path directory;

	private final Executor threads;

	private final ScheduledExecutorService timer;

	private final Duration patience;

	/**
	 * Create an upload.
	 * @param connector connects to the agent
	 * @param directory has the blobs
	 * @param threads runs connections
	 * @param timer ends those that do not get on
	 * @param patience how long one part may take, and an answer
	 */
	BlobUpload(Supplier<FrameChannel> connector, Path directory, Executor threads, ScheduledExecutorService timer,
			Duration patience) {
		this.connector = connector;
		this.directory = directory;
		this.threads = threads;
		this.timer = timer;
		this.patience = patience;
	}

	/**
	 * Have the agent have blobs.
	 * @param names their SHA-256 names
	 * @throws SandboxUnavailableException if it does not get them
	 */
	void send(List<String> names) {
		try {
			Queue<String> missing = new ConcurrentLinkedQueue<>(missing(names));
			CompletableFuture<?>[] senders = IntStream.range(0, Math.min(CONNECTIONS, missing.size()))
				.mapToObj((index) -> CompletableFuture.runAsync(() -> sendAll(missing), this.threads))
				.toArray(CompletableFuture<?>[]::new);
			CompletableFuture.allOf(senders).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof SandboxUnavailableException failure) ? failure : unsent(ex);
		}
		catch (IOException ex) {
			throw unsent(ex);
		}
	}

	private static SandboxUnavailableException unsent(Exception ex) {
		return new SandboxUnavailableException(
				"The class path could not be sent to the sandbox's machine: %s. Call again; if that does not help, see what the agent logs."
					.formatted(ex),
				ex);
	}

	private List<String> missing(List<String> names) throws IOException {
		try (FrameChannel channel = this.connector.get()) {
			ScheduledFuture<?> backstop = closeAfterPatience(channel);
			try {
				channel.send(FrameType.BLOBS, new BlobList(names).toBytes());
				return BlobList.of(receive(channel).expect(FrameType.MISSING)).names();
			}
			finally {
				backstop.cancel(false);
			}
		}
	}

	private void sendAll(Queue<String> missing) {
		try (FrameChannel channel = this.connector.get()) {
			for (String name = missing.poll(); name != null; name = missing.poll()) {
				send(channel, name);
			}
		}
		catch (IOException ex) {
			throw unsent(ex);
		}
	}

	private void send(FrameChannel channel, String name) throws IOException {
		Path file = BlobFiles.file(this.directory, name);
		try (InputStream in = Files.newInputStream(file)) {
			channel.send(FrameType.BLOB, new BlobHead(name, Files.size(file)).toBytes());
			byte[] part = new byte[BlobHead.MAX_PART];
			for (int length = in.read(part); length >= 0; length = in.read(part)) {
				sendPart(channel, ByteBuffer.wrap(part, 0, length));
			}
		}
		ScheduledFuture<?> backstop = closeAfterPatience(channel);
		try {
			Frame answer = receive(channel);
			if (answer.type() == FrameType.FAILED) {
				throw new SandboxUnavailableException("%s. Make room in it, or raise pctx.sandbox.lima.disk."
					.formatted(Failure.of(answer.payload()).message()));
			}
			answer.expect(FrameType.STORED);
		}
		finally {
			backstop.cancel(false);
		}
	}

	private void sendPart(FrameChannel channel, ByteBuffer part) throws IOException {
		ScheduledFuture<?> backstop = closeAfterPatience(channel);
		try {
			channel.send(FrameType.PART, part);
		}
		finally {
			backstop.cancel(false);
		}
	}

	private static Frame receive(FrameChannel channel) throws IOException {
		Frame frame = channel.receive((type) -> MAX_ANSWER);
		if (frame == null) {
			throw new ProtocolException("The agent closed the connection without an answer");
		}
		return frame;
	}

	private ScheduledFuture<?> closeAfterPatience(FrameChannel channel) {
		return this.timer.schedule(() -> {
			channel.close();
			return null;
		}, this.patience.toMillis(), TimeUnit.MILLISECONDS);
	}

}
