package com.portofcontext.pctx.sandbox.guest.agent.limits;

/**
 * CPU time as the kernel limits it: so much of it in each period.
 *
 * @param micros CPU time, in microseconds
 * @param period the period, in microseconds
 */
record CpuQuota(long micros, long period) {

	/** Short, so that a call that exceeds its quota is not stopped for long. */
	private static final long PERIOD = 20_000;

	/** What the kernel takes: no less time, and no longer period. */
	private static final long LEAST_MICROS = 1000;

	private static final double LEAST_CPUS = 0.001;

	/**
	 * Return what a process tree may use. Where it is less than the kernel takes for the
	 * usual period, the period is longer.
	 * @param cpus CPU time per wall time
	 * @return the quota
	 * @throws LimitException if the kernel could only be asked for more
	 */
	static CpuQuota of(double cpus) throws LimitException {
		if (!(cpus >= LEAST_CPUS)) {
			throw new LimitException("cpus=%s cannot be enforced: use at least %s".formatted(cpus, LEAST_CPUS));
		}
		long period = Math.max(PERIOD, (long) Math.ceil(LEAST_MICROS / cpus));
		return new CpuQuota(Math.round(cpus * period), period);
	}

	/**
	 * Refuse a quota that was read back and gives more than was asked.
	 * @param cpus CPU time per wall time
	 * @throws LimitException if it gives more, or does not limit anything
	 */
	void requireWithin(double cpus) throws LimitException {
		if (this.micros <= 0 || this.period <= 0 || this.micros > Math.round(cpus * this.period)) {
			throw new LimitException("the CPU quota is %d us of each %d us where %s CPUs were asked"
				.formatted(this.micros, this.period, cpus));
		}
	}

}
