package com.portofcontext.pctx.sandbox.faults;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that keep no program from ending.
 */
final class Threads {

	private Threads() {
	}

	static Thread start(String name, Runnable task) {
		Thread thread = daemon(name).newThread(task);
		thread.start();
		return thread;
	}

	static ExecutorService pool(String name) {
		return Executors.newCachedThreadPool(daemon(name));
	}

	private static ThreadFactory daemon(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

}
