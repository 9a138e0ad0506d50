package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;

/**
 * Stands for the engine: only records that a call went there.
 */
final class RecordingInvoker implements SandboxInvoker {

	static final String RESULT = "from beyond the wall";

	record Call(SandboxedMethod method, Object target, List<@Nullable Object> arguments) {

	}

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	@Override
	public @Nullable Object invoke(SandboxedMethod method, Object target, @Nullable Object[] arguments) {
		if (target instanceof SpringProxy || Proxy.isProxyClass(target.getClass())) {
			throw new AssertionError("The target is a proxy: " + target.getClass());
		}
		this.calls.add(new Call(method, target, List.of(arguments)));
		if (method.method().getReturnType() == int.class) {
			return 1;
		}
		return method.future() ? CompletableFuture.completedFuture(RESULT)
				: (method.method().getReturnType() == void.class) ? null : RESULT;
	}

	List<Call> calls() {
		return this.calls;
	}

}
