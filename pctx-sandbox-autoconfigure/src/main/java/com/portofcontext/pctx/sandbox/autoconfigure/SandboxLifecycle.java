package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.aop.SandboxedMethods;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskExecutor;

/**
 * Starts the sandbox before anything can call it, and ends it after everything that could
 * has stopped. Preparing happens beside the start of the application, not in it.
 */
final class SandboxLifecycle implements SmartLifecycle {

	/** Web servers and graceful shutdown are in phases close to the highest. */
	static final int PHASE = Integer.MIN_VALUE / 2;

	private static final Logger logger = LoggerFactory.getLogger(SandboxLifecycle.class);

	private final SandboxEngine engine;

	private final SandboxedMethods methods;

	private final boolean warmUp;

	private final Runnable dependencies;

	private final TaskExecutor executor;

	private volatile boolean running;

	/**
	 * Create a lifecycle.
	 * @param dependencies waits for the dependencies of methods that have some
	 */
	SandboxLifecycle(SandboxEngine engine, SandboxedMethods methods, boolean warmUp, Runnable dependencies,
			TaskExecutor executor) {
		this.engine = engine;
		this.methods = methods;
		this.warmUp = warmUp;
		this.dependencies = dependencies;
		this.executor = executor;
	}

	@Override
	public void start() {
		if (this.methods.all().stream().anyMatch((method) -> !method.dependencies().isEmpty())) {
			this.dependencies.run();
		}
		this.engine.open();
		this.running = true;
		if (this.warmUp && !this.methods.all().isEmpty()) {
			this.executor.execute(this::prepare);
		}
	}

	private void prepare() {
		for (SandboxedMethod method : this.methods.all()) {
			if (!this.running) {
				return;
			}
			try {
				this.engine.prepare(method);
			}
			catch (SandboxException ex) {
				logger.error("Calls of {}.{} will fail: {}", method.beanClass().getSimpleName(),
						method.method().getName(), ex.getMessage());
			}
			catch (RuntimeException ex) {
				logger.error("{}.{} could not be prepared", method.beanClass().getSimpleName(),
						method.method().getName(), ex);
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.engine.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
