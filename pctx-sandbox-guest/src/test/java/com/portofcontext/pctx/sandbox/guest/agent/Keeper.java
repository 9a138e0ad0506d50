package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Code that counts its calls, and does to its worker whatever it is told.
 */
class Keeper {

	/** What a thread is called that has done what it is there for. */
	static final String DONE = "done";

	/** A result that no call has. */
	static final int FORGED = 666;

	private static int calls;

	private int ownCalls;

	int call(String what) throws Exception {
		calls++;
		switch (what) {
			case "exit" -> System.exit(3);
			case "hang" -> new CountDownLatch(1).await();
			case "hold" -> hold();
			case "throw" -> throw new IllegalStateException("thrown");
			case "error" -> throw new LinkageError("thrown");
			case "interrupt" -> Thread.currentThread().interrupt();
			case "flood" -> System.out.print("x".repeat(100_000));
			case "mute" -> System.setOut(new PrintStream(OutputStream.nullOutputStream()));
			case "printPastProtocol" -> printPastProtocol();
			case "startProcess" -> ExitTests.start(ExitTests.Grandchild.class, ProcessBuilder.Redirect.DISCARD);
			case "startThread" -> start(Thread.currentThread().getThreadGroup(), LockSupport::park);
			case "usePool" -> ForkJoinPool.commonPool().execute(() -> LockSupport.parkNanos(1));
			case "endThread" -> start(Thread.currentThread().getThreadGroup(), Keeper::done).join();
			case "answerTwice" -> forge();
			case "forgeLater" -> later(Keeper::forge);
			case "printLater" -> later(() -> System.out.println("late"));
			case "burn" -> burn();
			default -> System.out.print(what);
		}
		return calls;
	}

	/** Calls of this object, and what is in the file that each of them makes longer. */
	String remains() throws IOException {
		Path file = Path.of(System.getProperty("java.io.tmpdir"), "file");
		Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		return "%d %s".formatted(++this.ownCalls, Files.readString(file));
	}

	private static void hold() throws InterruptedException {
		System.out.println("here");
		new CountDownLatch(1).await();
	}

	/** Until the agent has read it, which it does in its own time. */
	private static void printPastProtocol() throws IOException {
		try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
				FileInputStream unread = new FileInputStream(FileDescriptor.out)) {
			out.write("past".getBytes());
			while (unread.available() > 0) {
				Thread.onSpinWait();
			}
		}
	}

	private static void burn() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
		while (System.nanoTime() < end) {
			Arrays.hashCode(new int[1000]);
		}
	}

	private static void forge() {
		WorkerChannel.find().send(FrameType.RESULT, ForgedFrameTests.encode(FORGED));
	}

	/** In a thread that nobody started, and after the worker has said to be ready. */
	private static void later(Runnable action) {
		new Last(() -> {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
			action.run();
			done();
			LockSupport.park();
		});
		System.gc();
	}

	/**
	 * Acts in a thread that was there before any call.
	 */
	private static final class Last {

		private final Runnable task;

		Last(Runnable task) {
			this.task = task;
		}

		@Override
		@SuppressWarnings({ "deprecation", "removal", "Finalize" })
		protected void finalize() {
			this.task.run();
		}

	}

	/** Its name can be seen from outside. */
	private static void done() {
		Thread.currentThread().setName(DONE);
	}

	private static Thread start(ThreadGroup group, Runnable task) {
		Thread thread = new Thread(group, task, "keeper");
		thread.start();
		return thread;
	}

}
