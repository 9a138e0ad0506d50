package com.portofcontext.pctx.sandbox.call;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.SandboxCallEvent;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueException;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.retry.RetryContext;

/**
 * Makes calls: from a bean's method and arguments to its result, its exception, or one
 * that says what the sandbox did.
 *
 * @since 0.1.0
 */
public final class SandboxEngine implements SandboxInvoker {

	private static final Logger logger = LoggerFactory.getLogger(SandboxEngine.class);

	/** An agent answers at once, or when a call's time is up. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** A machine that does not start says so by itself. */
	private static final Duration MACHINE_START = Duration.ofDays(1);

	private final Machine machine;

	private final WorkerSpecs specs;

	private final ValueModules modules;

	private final AnswerReader answers;

	private final CallRetries retries;

	private final AsyncTaskExecutor executor;

	private final ScheduledThreadPoolExecutor timer;

	private final AgentClient client;

	private final ApplicationEventPublisher events;

	/**
	 * Made for the first call: to load it takes longer than an application's start may.
	 * It knows the application's classes, so it goes with it.
	 */
	private volatile @Nullable CBORMapper mapper;

	private final Map<SandboxedMethod, MethodCodec> codecs = new ConcurrentHashMap<>();

	/**
	 * Create an engine.
	 * @param machine where calls run
	 * @param classPaths what travels to it
	 * @param retries how calls that never ran are repeated
	 * @param executor runs the calls of methods that return a future
	 * @param events is told of each call that has ended, by a {@link SandboxCallEvent}
	 */
	public SandboxEngine(Machine machine, WorkerClassPaths classPaths, CallRetries retries, AsyncTaskExecutor executor,
			ApplicationEventPublisher events) {
		this.machine = machine;
		this.specs = new WorkerSpecs(classPaths::of, classPaths.modules().names());
		this.modules = classPaths.modules();
		this.answers = new AnswerReader(machine.name(), this::codec, new MissingClasses(classPaths));
		this.retries = retries;
		this.executor = executor;
		this.events = events;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "pctx-sandbox-backstop");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.client = new AgentClient(machine, this.timer, PATIENCE, executor::submit);
	}

	/**
	 * Have workers prepared for a method before it is called.
	 * @param method the method
	 * @throws SandboxUnavailableException if it cannot run on this machine
	 */
	public void prepare(SandboxedMethod method) {
		Machine.Use use = this.machine.use(MACHINE_START);
		try {
			againIfForgotten(method, method.policy(), () -> define(method, method.policy()));
		}
		finally {
			use.close();
		}
		codec(method);
	}

	private WorkerSpecs.Defined define(SandboxedMethod method, SandboxPolicy policy) {
		WorkerSpecs.Defined spec = spec(method, policy);
		spec.defineOnce(this.client);
		return spec;
	}

	private WorkerSpecs.Defined spec(SandboxedMethod method, SandboxPolicy policy) {
		try {
			return this.specs.get(method, policy);
		}
		catch (UncheckedIOException ex) {
			throw new SandboxUnavailableException(
					"%s did not run: its class path cannot be put together in %s: %s. What is there must be writable and have room; pctx.sandbox.local.directory names another place."
						.formatted(method.displayName(), this.machine.blobDirectory(), ex.getCause()),
					ex);
		}
	}

	/**
	 * Tell whether the machine is up, or on its way. To ask for its {@link #status()}
	 * would start it.
	 * @return whether it is
	 */
	public boolean isStarted() {
		return this.machine.isStarted();
	}

	/**
	 * Ask the machine's agent what stands ready.
	 * @return its status
	 * @throws SandboxUnavailableException if it does not answer
	 */
	public SandboxStatus status() {
		AgentStatus status = this.client.status();
		return new SandboxStatus(this.machine.name(), status.jail(), status.limiter(), status.unenforced(),
				status.maxWorkers(), status.waiting(),
				status.pools()
					.stream()
					.map((pool) -> new SandboxStatus.Pool(pool.method(), pool.ready(), pool.starting(), pool.busy(),
							pool.proof()))
					.toList());
	}

	@Override
	public @Nullable Object invoke(SandboxedMethod method, Object target, @Nullable Object[] arguments)
			throws Throwable {
		if (!method.future()) {
			return call(method, target, arguments, method.policy(), new Cancellation()).value();
		}
		CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
		Cancellation cancellation = new Cancellation();
		future.whenComplete((value, thrown) -> {
			if (future.isCancelled()) {
				cancellation.cancel();
			}
		});
		// Arguments are written now: the caller may change them as soon as it has its
		// future.
		CallInput input = write(method, target, arguments);
		this.executor.execute(() -> complete(future, method, input, cancellation));
		return future;
	}

	private void complete(CompletableFuture<@Nullable Object> future, SandboxedMethod method, CallInput input,
			Cancellation cancellation) {
		try {
			future.complete(call(method, input, method.policy(), cancellation).value());
		}
		catch (Throwable ex) {
			future.completeExceptionally(ex);
		}
	}

	/**
	 * Make a call and wait for it.
	 * @param method the method
	 * @param target the bean behind all proxies
	 * @param arguments the arguments
	 * @param policy what the call may use
	 * @return value and report
	 * @throws Exception what the method declares, or a {@link SandboxException}
	 */
	public SandboxResult<@Nullable Object> call(SandboxedMethod method, Object target, @Nullable Object[] arguments,
			SandboxPolicy policy) throws Exception {
		return call(method, target, arguments, policy, new Cancellation());
	}

	private SandboxResult<@Nullable Object> call(SandboxedMethod method, Object target, @Nullable Object[] arguments,
			SandboxPolicy policy, Cancellation cancellation) throws Exception {
		return call(method, write(method, target, arguments), policy, cancellation);
	}

	private SandboxResult<@Nullable Object> call(SandboxedMethod method, CallInput input, SandboxPolicy policy,
			Cancellation cancellation) throws Exception {
		long started = System.nanoTime();
		SandboxResult<@Nullable Object> result;
		try {
			result = make(method, input, policy, cancellation);
		}
		catch (Exception ex) {
			publish(new SandboxCallEvent(method.beanName(), method.method(), since(started), CallReports.find(ex), ex));
			throw ex;
		}
		publish(new SandboxCallEvent(method.beanName(), method.method(), since(started), result.report(), null));
		return result;
	}

	private static Duration since(long nanos) {
		return Duration.ofNanos(System.nanoTime() - nanos);
	}

	/** A listener changes nothing about what the caller gets. */
	private void publish(SandboxCallEvent event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of sandboxed calls failed", ex);
		}
	}

	private SandboxResult<@Nullable Object> make(SandboxedMethod method, CallInput input, SandboxPolicy policy,
			Cancellation cancellation) throws Exception {
		long deadline = System.nanoTime() + policy.timeout().toNanos();
		CallOutcome outcome = this.retries.template(deadline, cancellation)
			.execute((retry) -> attempt(retry, method, input, policy, deadline, cancellation));
		return this.answers.read(method, outcome, policy);
	}

	/**
	 * An attempt that used up the time hides why an earlier one failed.
	 */
	private CallOutcome attempt(RetryContext retry, SandboxedMethod method, CallInput input, SandboxPolicy policy,
			long deadline, Cancellation cancellation) {
		try {
			return againIfForgotten(method, policy, () -> attempt(method, input, policy, deadline, cancellation));
		}
		catch (SandboxUnavailableException ex) {
			if (remainingMillis(deadline) <= 0
					&& retry.getLastThrowable() instanceof SandboxUnavailableException earlier) {
				throw earlier;
			}
			throw ex;
		}
	}

	/** An agent forgets methods that are not called, and blobs that are not used. */
	private <T> T againIfForgotten(SandboxedMethod method, SandboxPolicy policy, Supplier<T> action) {
		try {
			return action.get();
		}
		catch (ForgottenSpecException ex) {
			this.specs.forget(method, policy);
			return action.get();
		}
	}

	/** One attempt; only what never ran ends in an exception that is tried again. */
	private CallOutcome attempt(SandboxedMethod method, CallInput input, SandboxPolicy policy, long deadline,
			Cancellation cancellation) {
		Machine.Use use = this.machine.use(Duration.ofMillis(Math.max(0, remainingMillis(deadline))));
		try {
			return send(method, input, policy, deadline, cancellation);
		}
		finally {
			use.close();
		}
	}

	private CallOutcome send(SandboxedMethod method, CallInput input, SandboxPolicy policy, long deadline,
			Cancellation cancellation) {
		WorkerSpecs.Defined spec = define(method, policy);
		long remaining = remainingMillis(deadline);
		if (remaining <= 0) {
			throw new SandboxUnavailableException(
					"%s did not run: its timeout of %d ms passed while the sandbox was starting. Start the sandbox with the application by pctx.sandbox.pool.warm-up=true, or raise %s."
						.formatted(method.displayName(), policy.timeout().toMillis(),
								new PolicyAdvice(method.policy(), policy).timeout()));
		}
		OutputLogger output = new OutputLogger(LoggerFactory.getLogger(method.beanClass()));
		try {
			CallOutcome outcome = this.client.call(method.displayName(),
					new CallRequest(spec.id(), remaining, ByteBuffer.wrap(input.payload())), input,
					spec.spec().limits().result(), output, cancellation);
			if (outcome.frame().type() == FrameType.FAILED) {
				throw this.answers.readFailure(method, outcome, policy);
			}
			return outcome;
		}
		catch (OutOfMemoryError ex) {
			throw HostMemory.exhaustedByAnswer(method, policy, ex);
		}
		finally {
			output.finish();
		}
	}

	private static long remainingMillis(long deadline) {
		return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
	}

	private CallInput write(SandboxedMethod method, Object target, @Nullable Object[] arguments) {
		try {
			return codec(method).input(target, arguments);
		}
		catch (ValueException ex) {
			OutOfMemoryError error = HostMemory.find(ex);
			if (error != null) {
				throw HostMemory.exhaustedByArguments(method.displayName(), error);
			}
			throw new SandboxException("%s was not called: %s. Send less, or values and types that can be written."
				.formatted(method.displayName(), ex.getMessage()), ex);
		}
		catch (OutOfMemoryError ex) {
			throw HostMemory.exhaustedByArguments(method.displayName(), ex);
		}
	}

	private MethodCodec codec(SandboxedMethod method) {
		return this.codecs.computeIfAbsent(method, (key) -> new MethodCodec(key, mapper()));
	}

	private CBORMapper mapper() {
		CBORMapper made = this.mapper;
		if (made == null) {
			made = this.modules.mapper();
			this.mapper = made;
		}
		return made;
	}

	/**
	 * Go back to how the machine was before any sandboxed code ran in it.
	 * @throws SandboxException if it cannot, with the reason
	 */
	public void reset() {
		this.machine.reset();
	}

	/** Allow calls, at first and again after {@link #close()}. */
	public void open() {
		this.machine.open();
	}

	/**
	 * End the machine: calls that run fail, and so do others until it is opened again.
	 */
	public void close() {
		this.client.close();
		this.machine.close();
		this.specs.forgetAll();
	}

}
