package com.portofcontext.pctx.sandbox.faults;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

import static com.portofcontext.pctx.sandbox.faults.Ending.CRASHED;
import static com.portofcontext.pctx.sandbox.faults.Ending.MEMORY;
import static com.portofcontext.pctx.sandbox.faults.Ending.NOBODY;
import static com.portofcontext.pctx.sandbox.faults.Ending.RESULT;
import static com.portofcontext.pctx.sandbox.faults.Ending.TIMEOUT;
import static com.portofcontext.pctx.sandbox.faults.Ending.UNAVAILABLE;

/**
 * What may go wrong, at which steps it is made to, and how a call may end then.
 */
enum FaultKind {

	/** {@code kill -9} of the worker's JVM. */
	WORKER_KILLED(EnumSet.of(Step.PARKED, Step.JVM, Step.HELLO, Step.ARGUMENTS, Step.RUNNING, Step.REPORT,
			Step.RESULT_PART, Step.ANSWERED), FaultKind::ofDeadWorker),

	/** {@code kill -9} of what the agent started: the jail, or what becomes it. */
	JAIL_KILLED(EnumSet.of(Step.PARKED, Step.LAUNCHED, Step.JAILED, Step.JVM, Step.HELLO, Step.ARGUMENTS, Step.RUNNING,
			Step.RESULT_PART), FaultKind::ofDeadWorker),

	/** {@code kill -9} of the agent. */
	AGENT_KILLED(EnumSet.complementOf(EnumSet.of(Step.REPORT)),
			(step) -> (step == Step.RESULT_PART) ? EnumSet.of(RESULT) : ofBrokenConnection(step)),

	/** The same, and of the process that would clean up after it. */
	AGENT_AND_WATCHDOG_KILLED(EnumSet.of(Step.PARKED, Step.DIRECTORY, Step.JVM, Step.RUNNING),
			FaultKind::ofBrokenConnection),

	/** {@code kill -9} of the application. */
	HOST_KILLED(EnumSet.of(Step.CALL_PART, Step.CALL_SENT, Step.DIRECTORY, Step.JAILED, Step.HELLO, Step.RUNNING,
			Step.RESULT_PART), (step) -> EnumSet.of(NOBODY)),

	/** {@code kill -9} of an application that has the agent in its own process. */
	APPLICATION_KILLED(EnumSet.of(Step.DIRECTORY, Step.LAUNCHED, Step.JAILED, Step.JVM, Step.HELLO, Step.RUNNING),
			(step) -> EnumSet.of(NOBODY)),

	/** The host's connection ends in the direction to the agent. */
	HOST_HALF_CLOSED(
			EnumSet.of(Step.CONNECTED, Step.CALL_PART, Step.CALL_SENT, Step.RUNNING, Step.REPORT, Step.RESULT_PART),
			(step) -> step.isBefore(Step.REPORT) ? EnumSet.of(UNAVAILABLE, CRASHED) : EnumSet.of(RESULT)),

	/** The host's connection ends in the direction from the agent. */
	AGENT_HALF_CLOSED(
			EnumSet.of(Step.CONNECTED, Step.CALL_PART, Step.CALL_SENT, Step.RUNNING, Step.REPORT, Step.RESULT_PART),
			FaultKind::ofBrokenConnection),

	/** The host's connection ends. */
	CONNECTION_CLOSED(EnumSet.of(Step.CONNECTED, Step.CALL_PART, Step.CALL_SENT, Step.JVM, Step.RUNNING, Step.REPORT,
			Step.RESULT_PART), FaultKind::ofBrokenConnection),

	/** {@code kill -9} of the ssh process by which a Lima machine is reached. */
	SSH_KILLED(EnumSet.of(Step.CONNECTED, Step.CALL_PART, Step.CALL_SENT, Step.JVM, Step.RUNNING, Step.REPORT,
			Step.RESULT_PART), FaultKind::ofBrokenConnection),

	/** The worker's processes stand still. */
	WORKER_STOPPED(EnumSet.of(Step.JVM, Step.HELLO, Step.RUNNING),
			(step) -> step.isBefore(Step.ARGUMENTS) ? EnumSet.of(UNAVAILABLE) : EnumSet.of(TIMEOUT)),

	/** The agent stands still for a moment. */
	AGENT_PAUSED(EnumSet.of(Step.CALL_SENT, Step.JVM, Step.RUNNING, Step.RESULT_PART), (step) -> EnumSet.of(RESULT)),

	/** The host does not read what the agent sends, until long after time is up. */
	HOST_NOT_READING(EnumSet.of(Step.RUNNING, Step.REPORT),
			(step) -> step.isBefore(Step.RESULT_PART) ? EnumSet.of(CRASHED) : EnumSet.of(CRASHED, TIMEOUT)),

	/** The worker prints without end. */
	OUTPUT_WITHOUT_END(EnumSet.of(Step.RUNNING), (step) -> EnumSet.of(TIMEOUT)),

	/** All workers are in use. */
	POOL_STARVED(EnumSet.of(Step.CONNECTED), (step) -> EnumSet.of(UNAVAILABLE)),

	/** No space is left where the agent keeps its files. */
	DISK_FULL(EnumSet.of(Step.CONNECTED, Step.DIRECTORY, Step.JVM, Step.RUNNING), FaultKind::ofLackingResource),

	/** The clock jumps by a day. */
	CLOCK_FORWARD(EnumSet.of(Step.CALL_SENT, Step.JVM, Step.RUNNING), (step) -> EnumSet.of(RESULT)),

	/** The clock jumps back by a day. */
	CLOCK_BACK(EnumSet.of(Step.CALL_SENT, Step.JVM, Step.RUNNING), (step) -> EnumSet.of(RESULT)),

	/** The agent has no file descriptors left. */
	NO_DESCRIPTORS(EnumSet.of(Step.CONNECTED, Step.DIRECTORY, Step.JVM, Step.RUNNING, Step.RESULT_PART),
			FaultKind::ofLackingResource),

	/** Neither agent nor worker may start a thread or a process. */
	NO_PROCESSES(EnumSet.of(Step.CONNECTED, Step.DIRECTORY, Step.JVM, Step.RUNNING), FaultKind::ofLackingResource),

	/** A host sends more than fits into the agent's memory. */
	AGENT_MEMORY(EnumSet.of(Step.CONNECTED, Step.JVM, Step.RUNNING), (step) -> EnumSet.of(RESULT)),

	/** The method needs more memory than it may. */
	WORKER_MEMORY(EnumSet.of(Step.RUNNING), (step) -> EnumSet.of(MEMORY));

	private final Set<Step> steps;

	private final Function<Step, Set<Ending>> endings;

	FaultKind(Set<Step> steps, Function<Step, Set<Ending>> endings) {
		this.steps = steps;
		this.endings = endings;
	}

	Set<Step> steps() {
		return this.steps;
	}

	/** How a call may end that had come to a step. */
	Set<Ending> endings(Step reached) {
		return this.endings.apply(reached);
	}

	/** Whether it goes away by itself. */
	boolean isPassing() {
		return switch (this) {
			case AGENT_PAUSED, DISK_FULL, CLOCK_FORWARD, CLOCK_BACK, NO_DESCRIPTORS, NO_PROCESSES -> true;
			default -> false;
		};
	}

	/**
	 * A worker that died while parked is not for the call to notice. One that is still
	 * dying, thread by thread, may be handed it.
	 */
	private static Set<Ending> ofDeadWorker(Step step) {
		return switch (step) {
			case REPORT, RESULT_PART, ANSWERED -> EnumSet.of(RESULT);
			case PARKED, ARGUMENTS -> EnumSet.of(RESULT, CRASHED);
			case RUNNING -> EnumSet.of(CRASHED);
			default -> EnumSet.of(UNAVAILABLE);
		};
	}

	/** That a call never ran is told only by who knows it: see {@link Lane}. */
	private static Set<Ending> ofBrokenConnection(Step step) {
		return switch (step) {
			case PARKED -> EnumSet.of(UNAVAILABLE);
			case ANSWERED -> EnumSet.of(RESULT);
			default -> EnumSet.of(UNAVAILABLE, CRASHED);
		};
	}

	private static Set<Ending> ofLackingResource(Step step) {
		return step.isBefore(Step.RUNNING) ? EnumSet.of(UNAVAILABLE, RESULT) : EnumSet.of(RESULT);
	}

}
