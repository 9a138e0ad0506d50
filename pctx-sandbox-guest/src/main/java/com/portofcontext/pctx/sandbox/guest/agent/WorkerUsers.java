package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;

/**
 * Finds the account that workers run as: an ordinary user's own, an unprivileged one for
 * root.
 */
public final class WorkerUsers {

	private WorkerUsers() {
	}

	/**
	 * Tell whether this process runs as root, whatever its account is called.
	 * @return whether its user id is 0
	 * @throws IOException if there is no {@code /proc} to ask
	 */
	public static boolean isRoot() throws IOException {
		return ownId("Uid") == 0;
	}

	static WorkerUser find(String name) throws IOException, AgentException {
		long uid = ownId("Uid");
		if (uid != 0) {
			return new WorkerUser(System.getProperty("user.name"), uid, ownId("Gid"),
					Path.of(System.getProperty("user.home")), true);
		}
		for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
			String[] columns = line.split(":", -1);
			if (columns.length >= 6 && columns[0].equals(name)) {
				long found = Long.parseLong(columns[2]);
				if (found == 0) {
					throw new AgentException(Failure.Kind.UNAVAILABLE,
							"Workers must not run as root, but the account '%s' is root. ".formatted(name)
									+ "Name another in pctx.sandbox.local.worker-user.");
				}
				return new WorkerUser(name, found, Long.parseLong(columns[3]), Path.of(columns[5]), false);
			}
		}
		throw new AgentException(Failure.Kind.UNAVAILABLE,
				("The application runs as root, so workers need an "
						+ "unprivileged account, and there is no account '%1$s'. Create it with "
						+ "'useradd --create-home --user-group --shell /usr/sbin/nologin %1$s', "
						+ "or name another in pctx.sandbox.local.worker-user.")
					.formatted(name));
	}

	private static long ownId(String key) throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
			if (line.startsWith(key + ":")) {
				return Long.parseLong(line.split("\\s+")[1]);
			}
		}
		throw new IOException("/proc/self/status has no " + key);
	}

}
