package com.portofcontext.pctx.sandbox.attacks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.guest.agent.Leftovers;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * A sandboxed call.
 */
final class SandboxTrial implements Trial {

	private static final Duration POLL = Duration.ofMillis(10);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Future<SandboxResult<Object>> call;

	private final Console console;

	private final Supplier<Leftovers> leftovers;

	/** What was there before: the agent's own. */
	private final List<Long> others;

	SandboxTrial(Callable<SandboxResult<Object>> call, ExecutorService callers, Console console,
			Supplier<Leftovers> leftovers) {
		this.console = console;
		this.leftovers = leftovers;
		this.others = leftovers.get().processes();
		console.clear();
		this.call = callers.submit(call);
	}

	void awaitDeed() {
		await().atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL)
			.until(() -> this.call.isDone() || this.console.text().contains(HOLDING));
	}

	@Override
	public String answer() {
		return this.console.text() + (this.call.isDone() ? end() : "");
	}

	private String end() {
		try {
			SandboxException failure = failure();
			return (failure != null) ? print(failure) : String.valueOf(this.call.get().value());
		}
		catch (CancellationException | InterruptedException | ExecutionException ex) {
			return ex.toString();
		}
	}

	/** As a log has it. */
	private static String print(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	/** How it ended, unless with a result. */
	@Nullable SandboxException failure() {
		if (!this.call.isDone()) {
			return null;
		}
		try {
			this.call.get();
			return null;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof SandboxException failure) {
				return failure;
			}
			throw new AssertionError("A call ended with what no design foresees", ex.getCause());
		}
		catch (InterruptedException | CancellationException ex) {
			return null;
		}
	}

	@Override
	public List<HostProcess> processes() {
		return this.leftovers.get()
			.processes()
			.stream()
			.filter((pid) -> !this.others.contains(pid))
			.map(HostProcess::new)
			.toList();
	}

	@Override
	public ControlGroups groups() {
		return new ControlGroups(this.leftovers.get().cgroups());
	}

	@Override
	public @Nullable SandboxReport report() {
		SandboxException failure = failure();
		if (failure != null) {
			return failure.getReport();
		}
		try {
			return this.call.isDone() ? this.call.get().report() : null;
		}
		catch (InterruptedException | ExecutionException | CancellationException ex) {
			return null;
		}
	}

	@Override
	public boolean ended() {
		return this.call.isDone();
	}

	@Override
	public void giveUp() {
		this.call.cancel(true);
		awaitNothingLeft();
	}

	/** Nothing of a call outlives it, whatever it was. */
	@Override
	public void close() {
		this.call.cancel(true);
		awaitNothingLeft();
	}

	private void awaitNothingLeft() {
		await().atMost(Scene.BOUND)
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL)
			.untilAsserted(() -> Assertions.assertThat(this.leftovers.get().workers()).isEmpty());
	}

}
