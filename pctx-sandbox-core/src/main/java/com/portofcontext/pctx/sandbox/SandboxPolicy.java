package com.portofcontext.pctx.sandbox;

import java.time.Duration;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * What a sandboxed call may use. Each limit holds for the worker's whole process tree and
 * is enforced from outside of it.
 *
 * @param memory memory, Java heap and everything else
 * @param cpus CPU time per wall time
 * @param timeout wall time from call to result
 * @param maxProcesses processes and threads together
 * @param maxResultSize size of the encoded result
 * @param maxOutputSize size of standard output and error together; what exceeds it is
 * dropped
 * @param scratchSize size of the writable file system
 * @param networkAllow destinations as {@code host:port}; empty for no network at all
 * @since 0.1.0
 */
public record SandboxPolicy(DataSize memory, double cpus, Duration timeout, int maxProcesses, DataSize maxResultSize,
		DataSize maxOutputSize, DataSize scratchSize, List<String> networkAllow) {

	/**
	 * The policy where neither annotation, nor profile, nor property says anything else.
	 */
	public static final SandboxPolicy DEFAULT = new SandboxPolicy(DataSize.ofGigabytes(1), 1, Duration.ofSeconds(30),
			128, DataSize.ofMegabytes(16), DataSize.ofMegabytes(1), DataSize.ofMegabytes(64), List.of());

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
				this.maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with other CPU time.
	 * @param cpus the CPU time per wall time
	 * @return the changed policy
	 */
	public SandboxPolicy withCpus(double cpus) {
		return new SandboxPolicy(this.memory, cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with another time-out.
	 * @param timeout the wall time from call to result
	 * @return the changed policy
	 */
	public SandboxPolicy withTimeout(Duration timeout) {
		return new SandboxPolicy(this.memory, this.cpus, timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with another number of processes.
	 * @param maxProcesses processes and threads together
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxProcesses(int maxProcesses) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with another size of results.
	 * @param maxResultSize the size of the encoded result
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxResultSize(DataSize maxResultSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, maxResultSize,
				this.maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with another size of output.
	 * @param maxOutputSize the size of standard output and error together
	 * @return the changed policy
	 */
	public SandboxPolicy withMaxOutputSize(DataSize maxOutputSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				maxOutputSize, this.scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with another scratch size.
	 * @param scratchSize the size of the writable file system
	 * @return the changed policy
	 */
	public SandboxPolicy withScratchSize(DataSize scratchSize) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, scratchSize, this.networkAllow);
	}

	/**
	 * Return this policy with other destinations.
	 * @param networkAllow the destinations as {@code host:port}
	 * @return the changed policy
	 */
	public SandboxPolicy withNetworkAllow(List<String> networkAllow) {
		return new SandboxPolicy(this.memory, this.cpus, this.timeout, this.maxProcesses, this.maxResultSize,
				this.maxOutputSize, this.scratchSize, networkAllow);
	}

}
