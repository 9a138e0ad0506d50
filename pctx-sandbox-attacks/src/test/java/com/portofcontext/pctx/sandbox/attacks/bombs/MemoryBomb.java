package com.portofcontext.pctx.sandbox.attacks.bombs;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that takes more memory than it may have.
 */
public abstract class MemoryBomb implements Attack {

	/** More than a worker may have, and no machine misses. */
	protected static final long SIZE = 400L << 20;

	private static final long LIMIT = 256L << 20;

	/** It took much of what it may have, and was ended for it. */
	@Override
	public boolean tried(Trial trial) {
		SandboxReport report = trial.report();
		return report != null && report.exit() == SandboxReport.Exit.MEMORY
				&& report.peakMemory().toBytes() > LIMIT / 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.processes().stream().mapToLong(HostProcess::memory).sum() > LIMIT;
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxMemoryLimitException;
	}

}
