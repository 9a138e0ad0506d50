package com.portofcontext.pctx.sandbox.faults;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;

/**
 * One thing that goes wrong during one call.
 *
 * @param number its place in the schedule
 * @param kind what goes wrong
 * @param step when
 * @param jail the jail of the call's worker
 */
record Fault(int number, FaultKind kind, Step step, JailKind jail) {

	@Override
	public String toString() {
		return "fault %d (%s at %s, %s)".formatted(this.number, this.kind, this.step, this.jail);
	}

}
