package com.portofcontext.pctx.sandbox.faults;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.call.CallRetries;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import com.portofcontext.pctx.sandbox.call.WorkerClassPaths;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.machine.Machine;
import tools.jackson.databind.JavaType;

import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.util.unit.DataSize;

/**
 * Calls a {@link Victim}, and tells how that ends.
 */
final class Caller {

	static final SandboxPolicy POLICY = SandboxPolicy.DEFAULT.withMemory(DataSize.ofMegabytes(128))
		.withScratchSize(DataSize.ofMegabytes(4));

	/** Large enough to be on its way for a while. */
	private static final byte[] PAYLOAD = new byte[600_000];

	static {
		new Random(1).nextBytes(PAYLOAD);
	}

	private final SandboxEngine engine;

	/**
	 * Make a caller.
	 * @param machine where calls run
	 * @param attempts how often a call is tried that never ran
	 */
	Caller(Machine machine, int attempts) {
		this.engine = new SandboxEngine(machine,
				new WorkerClassPaths(
						new ClassPathResolver(machine.blobDirectory(),
								new ClassPathPatterns(List.of(), List.of(), List.of())),
						(coordinates) -> List.of(), ValueModules.NONE),
				new CallRetries(attempts, Duration.ofMillis(100)), new TaskExecutorAdapter(Runnable::run), (event) -> {
				});
	}

	/** Call a method that takes so long. */
	CallEnd call(String name, int millis, Duration timeout) {
		SandboxedMethod method = method(name);
		Object result;
		try {
			result = this.engine
				.call(method, new Victim(), new Object[] { PAYLOAD, millis }, POLICY.withTimeout(timeout))
				.value();
		}
		catch (SandboxException ex) {
			return new CallEnd(Ending.of(ex), String.valueOf(ex.getMessage()));
		}
		catch (Exception ex) {
			throw new IllegalStateException("A call ended with " + ex, ex);
		}
		if (!Arrays.equals(PAYLOAD, (byte[]) result)) {
			throw new IllegalStateException("A call had a wrong result");
		}
		return new CallEnd(Ending.RESULT, "");
	}

	private static SandboxedMethod method(String name) {
		try {
			Method method = Victim.class.getMethod(name, byte[].class, int.class);
			JavaType bytes = ValueMapper.create().constructType(byte[].class);
			return new SandboxedMethod("victim", Victim.class, method,
					List.of(bytes, ValueMapper.create().constructType(int.class)), bytes, false, List.of(), List.of(),
					POLICY, List.of());
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
