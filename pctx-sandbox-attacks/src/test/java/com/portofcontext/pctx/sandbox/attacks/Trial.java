package com.portofcontext.pctx.sandbox.attacks;

import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxReport;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * One run of an attack's hostile code, seen from outside.
 */
public interface Trial extends AutoCloseable {

	/** The line that says: what I did, I do still. */
	String HOLDING = "pctx-holding";

	/**
	 * Return all that it carried out: what it printed, and its result or what it threw.
	 */
	String answer();

	/**
	 * Return its processes, whoever started them and whatever became of their parents.
	 */
	List<HostProcess> processes();

	/**
	 * Return its control groups, as long as it runs: without a sandbox it has none.
	 */
	default ControlGroups groups() {
		return new ControlGroups(List.of());
	}

	/**
	 * Return what is told of it once it ended, from outside: without a sandbox nothing.
	 */
	default @Nullable SandboxReport report() {
		return null;
	}

	/**
	 * Tell whether it ended by itself.
	 */
	boolean ended();

	/**
	 * Wait for its end.
	 * @return whether it ended by itself in time
	 */
	default boolean endsWithin(Duration patience) {
		try {
			await().atMost(patience).until(this::ended);
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

	/**
	 * End it as whoever called it would: no longer wait for it.
	 */
	void giveUp();

	/**
	 * End all that is left of it.
	 */
	@Override
	void close();

}
