package com.portofcontext.pctx.sandbox.aop;

import com.portofcontext.pctx.sandbox.Sandboxed;

import org.springframework.beans.factory.InitializingBean;

/**
 * Beans with a sandboxed method, and nothing wrong with them but their class.
 */
final class Tasks {

	private Tasks() {
	}

	static <T> T inHost() {
		throw new AssertionError("Ran in the host");
	}

	public interface Task {

		@Sandboxed
		Object run();

	}

	static class TaskImpl implements Task {

		@Override
		public Object run() {
			return inHost();
		}

	}

	static final class FinalTask implements Task, InitializingBean {

		@Override
		public Object run() {
			return inHost();
		}

		@Override
		public void afterPropertiesSet() {
			throw new AssertionError("Initialized before it was refused");
		}

	}

}
