package com.portofcontext.pctx.sandbox;

import java.util.List;

/**
 * What stands ready for sandboxed calls.
 *
 * @param machine where calls run, such as {@code local}
 * @param jail the jail around each worker, with its version
 * @param limits what enforces the limits, such as {@code cgroup v2}
 * @param unenforced limits that are waived for development
 * @param maxWorkers how many workers may live at once
 * @param waitingCalls calls that wait for a worker
 * @param pools the workers of each method
 * @since 0.1.0
 */
public record SandboxStatus(String machine, String jail, String limits, List<String> unenforced, int maxWorkers,
		int waitingCalls, List<Pool> pools) {

	public SandboxStatus {
		unenforced = List.copyOf(unenforced);
		pools = List.copyOf(pools);
	}

	/**
	 * The workers of one method.
	 *
	 * @param method the method they serve
	 * @param ready workers that wait for a call
	 * @param starting workers that are being prepared
	 * @param busy workers in a call
	 * @param proof what was proven of the newest worker's jail
	 */
	public record Pool(String method, int ready, int starting, int busy, List<String> proof) {

		public Pool {
			proof = List.copyOf(proof);
		}

	}

}
