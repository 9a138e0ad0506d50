package com.portofcontext.pctx.sandbox.autoconfigure;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Threads for calls that nobody waits for.
 */
final class SandboxThreads {

	private SandboxThreads() {
	}

	static SimpleAsyncTaskExecutor create(String prefix, Environment environment) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(prefix);
		executor.setDaemon(true);
		if (Threading.VIRTUAL.isActive(environment)) {
			executor.setVirtualThreads(true);
		}
		return executor;
	}

}
