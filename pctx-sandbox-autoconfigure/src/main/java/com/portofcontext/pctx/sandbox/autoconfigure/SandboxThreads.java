package com.portofcontext.pctx.sandbox.autoconfigure;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Threads for calls that nobody waits for.
 */
final class SandboxThreads {

	private static final int VIRTUAL_THREADS_SINCE = 21;

	private SandboxThreads() {
	}

	static SimpleAsyncTaskExecutor create(String prefix) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(prefix);
		executor.setDaemon(true);
		if (Runtime.version().feature() >= VIRTUAL_THREADS_SINCE) {
			executor.setVirtualThreads(true);
		}
		return executor;
	}

}
