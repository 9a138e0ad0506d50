package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.function.UnaryOperator;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox that is switched off: it refuses every call.
 */
final class DisabledSandbox {

	private DisabledSandbox() {
	}

	static SandboxInvoker invoker() {
		return (method, target, arguments) -> {
			throw refused("Sandboxed method %s.%s was not called".formatted(method.beanClass().getSimpleName(),
					method.method().getName()));
		};
	}

	static SandboxOperations operations() {
		return new Operations();
	}

	private static SandboxUnavailableException refused(String what) {
		return new SandboxUnavailableException(
				what + ": the sandbox is switched off by pctx.sandbox.enabled=false. Set it to true to call it.");
	}

	/**
	 * Refuses, too.
	 */
	private static final class Operations implements SandboxOperations {

		@Override
		public <T extends @Nullable Object> SandboxResult<T> callWith(UnaryOperator<SandboxPolicy> policy,
				String beanName, String methodName, @Nullable Object... arguments) {
			throw refused("Sandboxed method %s of bean '%s' was not called".formatted(methodName, beanName));
		}

		@Override
		public SandboxStatus status() {
			throw refused("There is no status");
		}

		@Override
		public void reset() {
			throw refused("There is nothing to reset");
		}

	}

}
