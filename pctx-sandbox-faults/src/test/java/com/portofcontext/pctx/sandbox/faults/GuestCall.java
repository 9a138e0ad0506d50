package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import tools.jackson.databind.JavaType;

import org.springframework.util.unit.DataSize;

/**
 * One kind of call of a soak, and the only ways in which it may end.
 */
enum GuestCall {

	GREET(Duration.ofMinutes(4), List.of()),

	FAIL(Duration.ofMinutes(4), List.of(SandboxExecutionException.class)),

	EXIT(Duration.ofMinutes(4), List.of(SandboxCrashedException.class)),

	/** Time runs while it waits for a worker, too. */
	SPIN(Duration.ofSeconds(5), List.of(SandboxTimeoutException.class, SandboxUnavailableException.class)),

	PRINT(Duration.ofSeconds(5), List.of(SandboxTimeoutException.class, SandboxUnavailableException.class)),

	DEVOUR(Duration.ofMinutes(4), List.of(SandboxMemoryLimitException.class)),

	BREED(Duration.ofMinutes(4), List.of(SandboxExecutionException.class)),

	FILL(Duration.ofMinutes(4), List.of(IOException.class)),

	GROW(Duration.ofMinutes(4), List.of(SandboxResultException.class)),

	FORGE(Duration.ofMinutes(4), List.of(SandboxCrashedException.class, SandboxResultException.class));

	private final List<Class<? extends Exception>> endings;

	private final SandboxedMethod method;

	GuestCall(Duration timeout, List<Class<? extends Exception>> endings) {
		this.endings = endings;
		JavaType text = ValueMapper.create().constructType(String.class);
		try {
			this.method = new SandboxedMethod("guest", Guest.class,
					Guest.class.getMethod(name().toLowerCase(Locale.ROOT), String.class), List.of(text), text, false,
					List.of(), List.of(IOException.class), policy(timeout), List.of());
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SandboxPolicy policy(Duration timeout) {
		return SandboxPolicy.DEFAULT.withTimeout(timeout)
			.withMemory(DataSize.ofMegabytes(192))
			.withMaxProcesses(40)
			.withScratchSize(DataSize.ofMegabytes(4));
	}

	/** Make the call; an end that it may not have is one of this method. */
	void make(SandboxEngine engine) {
		Object result;
		try {
			result = engine.call(this.method, new Guest(), new Object[] { "you" }, this.method.policy()).value();
		}
		catch (Exception ex) {
			if (!this.endings.contains(ex.getClass())) {
				throw new IllegalStateException("%s ended with %s".formatted(this, ex), ex);
			}
			return;
		}
		if (!this.endings.isEmpty() || !"hello you".equals(result)) {
			throw new IllegalStateException("%s returned".formatted(this));
		}
	}

}
