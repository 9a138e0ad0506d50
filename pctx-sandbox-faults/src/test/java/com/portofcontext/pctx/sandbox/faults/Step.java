package com.portofcontext.pctx.sandbox.faults;

/**
 * Where a call is, as it is seen from outside: on the connection of its host, in the
 * agent's directory and among the processes. In the order in which a call comes by.
 */
enum Step {

	/** Before the call: a worker waits for it. */
	PARKED,

	/** The host is connected, and the agent has nothing of the call. */
	CONNECTED,

	/** The agent has a half of the call. */
	CALL_PART,

	/** The agent has the call. */
	CALL_SENT,

	/** The worker has a directory. */
	DIRECTORY,

	/** The worker has a process, which will become its jail. */
	LAUNCHED,

	/** The jail is there. */
	JAILED,

	/** The JVM is there. */
	JVM,

	/** The worker is connected: it is proven, and prepares the method. */
	HELLO,

	/** The worker is handed the arguments. */
	ARGUMENTS,

	/** The method prints. */
	RUNNING,

	/** The agent tells its report, and has the outcome. */
	REPORT,

	/** The host has a half of the outcome. */
	RESULT_PART,

	/** The host has the outcome, and the worker is removed. */
	ANSWERED;

	boolean isBefore(Step other) {
		return compareTo(other) < 0;
	}

}
