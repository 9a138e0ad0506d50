package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Path;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is set up.
 *
 * @param runDirectory where agents keep their sockets and workers, shared by all agents
 * of this account
 * @param blobDirectory where class-path blobs are
 * @param jail the jail to use, or {@code null} to choose
 * @param unenforced limits that may be waived where they cannot be enforced
 * @param workerUser the account that workers run as when the agent is root
 * @param pool how many workers are kept
 * @param socket where hosts connect, or {@code null} for a socket in the agent's own
 * directory that only its own account may use
 */
public record AgentSettings(Path runDirectory, Path blobDirectory, @Nullable JailKind jail, Set<Limit> unenforced,
		String workerUser, PoolSettings pool, @Nullable HostSocket socket) {

	public AgentSettings {
		unenforced = Set.copyOf(unenforced);
	}

	/**
	 * Set up an agent that only its own account uses.
	 * @param runDirectory where agents keep their sockets and workers
	 * @param blobDirectory where class-path blobs are
	 * @param jail the jail to use, or {@code null} to choose
	 * @param unenforced limits that may be waived where they cannot be enforced
	 * @param workerUser the account that workers run as when the agent is root
	 * @param pool how many workers are kept
	 */
	public AgentSettings(Path runDirectory, Path blobDirectory, @Nullable JailKind jail, Set<Limit> unenforced,
			String workerUser, PoolSettings pool) {
		this(runDirectory, blobDirectory, jail, unenforced, workerUser, pool, null);
	}

}
