package com.portofcontext.pctx.sandbox.machine.lima;

import org.jspecify.annotations.Nullable;

/**
 * What an instance was made of.
 *
 * @param version the version of the template
 * @param cpus its CPUs
 * @param memory its memory, in MiB
 * @param disk its disk, in MiB
 * @param finished whether it was made to the end
 * @param pristine the agent's version in its pristine state, if that was kept
 */
record Made(String version, int cpus, long memory, long disk, boolean finished, @Nullable String pristine) {

	Made unfinished() {
		return new Made(this.version, this.cpus, this.memory, this.disk, false, null);
	}

	Made pristine(@Nullable String agent) {
		return new Made(this.version, this.cpus, this.memory, this.disk, this.finished, agent);
	}

	boolean matches(@Nullable Made other) {
		return other != null && pristine(null).equals(other.pristine(null));
	}

	/** Whether an instance can be changed into another: disks only grow. */
	boolean keeps(Made wanted) {
		return this.finished && this.version.equals(wanted.version) && this.disk <= wanted.disk;
	}

}
