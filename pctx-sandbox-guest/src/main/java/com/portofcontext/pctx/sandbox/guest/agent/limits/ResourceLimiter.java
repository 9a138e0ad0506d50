package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Puts limits on process trees from outside of them.
 */
public interface ResourceLimiter {

	/**
	 * Return what enforces the limits.
	 * @return a name such as {@code cgroup v2}
	 */
	String name();

	/**
	 * Return the limits this one can enforce here.
	 * @return the limits
	 */
	Set<Limit> enforceable();

	/**
	 * Return the directories below which all groups are made: what a watchdog must end
	 * when this process is gone.
	 * @return the directories
	 */
	List<Path> roots();

	/**
	 * Return the systemd manager whose scopes a watchdog must end.
	 * @return {@code --user}, {@code --system}, or {@code null} where there are no scopes
	 */
	default @Nullable String manager() {
		return null;
	}

	/**
	 * Make a group that its first process will join.
	 * @param name a name unique within this process
	 * @param limits what its processes may use together
	 * @return the group
	 * @throws LimitException if that cannot be enforced
	 */
	WorkerGroup create(String name, Limits limits) throws LimitException;

	/**
	 * Remove what is left when all groups are closed.
	 */
	void close();

}
