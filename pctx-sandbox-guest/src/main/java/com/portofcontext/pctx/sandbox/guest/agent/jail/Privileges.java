package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.util.List;

/**
 * Turns root into the account that workers run as, before a jail is entered.
 */
final class Privileges {

	private Privileges() {
	}

	static List<String> drop(WorkerUser user) {
		return List.of("setpriv", "--reuid", Long.toString(user.uid()), "--regid", Long.toString(user.gid()),
				"--clear-groups", "--");
	}

}
