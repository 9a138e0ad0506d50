package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one application of this account at a time do something to Lima's instances: Lima
 * itself would let them get in each other's way.
 */
final class HostLock implements Closeable {

	/**
	 * A lock of a file is the whole process's, and gone when any part of it closes it.
	 */
	private static final ReentrantLock PROCESS = new ReentrantLock();

	private static final long POLL_MILLIS = 100;

	private final FileChannel channel;

	private HostLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Wait for the lock. It is held across everything that is done to an instance.
	 * @param file the file that stands for it
	 * @param patience how long to wait
	 */
	static HostLock acquire(Path file, Duration patience) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		if (!PROCESS.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
			throw busy(file, patience);
		}
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			try {
				while (channel.tryLock() == null) {
					if (System.nanoTime() > deadline) {
						throw busy(file, patience);
					}
					TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
				}
				return new HostLock(channel);
			}
			catch (IOException | InterruptedException ex) {
				channel.close();
				throw ex;
			}
		}
		catch (IOException | InterruptedException ex) {
			PROCESS.unlock();
			throw ex;
		}
	}

	private static LimaException busy(Path file, Duration patience) {
		return new LimaException(
				"Another application has been working on the Lima machine for more than %d s: see who holds %s. Wait for it, or end it."
					.formatted(patience.toSeconds(), file));
	}

	@Override
	public void close() throws IOException {
		try {
			this.channel.close();
		}
		finally {
			PROCESS.unlock();
		}
	}

}
