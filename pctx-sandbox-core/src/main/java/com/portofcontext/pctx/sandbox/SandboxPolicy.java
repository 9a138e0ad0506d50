package com.portofcontext.pctx.sandbox;

import java.time.Duration;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * What a sandboxed call may use. Each limit holds for the worker's whole process tree and
 * is enforced from outside of it.
 * <p>
 * A policy may be made with any values. They are checked when it is used: by the
 * properties at start-up, and by {@link SandboxOperations#callWith} with a
 * {@link SandboxDefinitionException}.
 *
 * @param memory memory, Java heap and everything else; at least 64 MB, by default 1 GB
 * @param cpus CPU time per wall time; at least 0.05, by default 1
 * @param timeout wall time from call to result, waiting for a worker included; 1 ms to
 * 365 days, by default 30 seconds
 * @param maxProcesses processes and threads together; at least 16, by default 128
 * @param maxResultSize size of the encoded result; above 0 and below 2 GB, by default 16
 * MB
 * @param maxOutputSize size of standard output and error together, 0 or more, by default
 * 1 MB; what exceeds it is dropped
 * @param scratchSize size of the writable file system, which is memory and counts as
 * such; at least 1 MB, by default 64 MB
 * @param networkAllow destinations the code may connect to: {@code host:port},
 * {@code host} for port 443, {@code *.host}, an address (of IPv6 in brackets) or a CIDR,
 * the only way to a private address; empty, the default, for no network at all, not even
 * names
 * @param networkLimits what the code may use of that
 * @param reuse whether a worker may serve more than one call; by default none does
 * @since 0.1.0
 */
public record SandboxPolicy(DataSize memory, double cpus, Duration timeout, int maxProcesses, DataSize maxResultSize,
		DataSize maxOutputSize, DataSize scratchSize, List<String> networkAllow, SandboxNetworkLimits networkLimits,
		SandboxReuse reuse) {

	/**
	 * The policy where neither annotation, nor profile, nor property says anything else.
	 */
	public static final SandboxPolicy DEFAULT = new SandboxPolicy(DataSize.ofGigabytes(1), 1, Duration.ofSeconds(30),
			128, DataSize.ofMegabytes(16), DataSize.ofMegabytes(1), DataSize.ofMegabytes(64), List.of(),
			SandboxNetworkLimits.DEFAULT, SandboxReuse.DEFAULT);

	public SandboxPolicy {
		networkAllow = List.copyOf(networkAllow);
	}

	/**
	 * Return this policy with other memory.
	 * @param memory the memory
	 * @return the changed policy
	 */
	public SandboxPolicy withMemory(DataSize memory) {
		return new SandboxPolicy(memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with other CPU time.
	 * @param cpus the CPU time per wall time
	 * @return the changed policy
	 */
	public SandboxPolicy withCpus(double cpus) {
		return new SandboxPolicy(this.memory, cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with another time-out.
	 * @param timeout the wall time from call to result
	 * @return the changed policy
	 */
	public SandboxPolicy withTimeout(Duration timeout) {
		return new SandboxPolicy(this.memory, this.cpus, timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with another number of processes.
	 * @param maxProcesses processes and threads together
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxProcesses(int maxProcesses) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with another size of results.
	 * @param maxResultSize the size of the encoded result
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxResultSize(DataSize maxResultSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with another size of output.
	 * @param maxOutputSize the size of standard output and error together
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxOutputSize(DataSize maxOutputSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with another scratch size.
	 * @param scratchSize the size of the writable file system
	 * @return the changed policy
	 */
	public SandboxPolicy withScratchSize(DataSize scratchSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, scratchSize, this.networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with other destinations.
	 * @param networkAllow the destinations, as {@code api.example.com:443}
	 * @return the changed policy
	 */
	public SandboxPolicy withNetworkAllow(List<String> networkAllow) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, networkAllow, this.networkLimits, this.reuse);
	}

	/**
	 * Return this policy with other limits of the network.
	 * @param networkLimits what the code may use of the destinations it may connect to
	 * @return the changed policy
	 */
	public SandboxPolicy withNetworkLimits(SandboxNetworkLimits networkLimits) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, networkLimits, this.reuse);
	}

	/**
	 * Return this policy with other reuse.
	 * @param reuse whether a worker may serve more than one call
	 * @return the changed policy
	 */
	public SandboxPolicy withReuse(SandboxReuse reuse) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow, this.networkLimits, reuse);
	}

}
