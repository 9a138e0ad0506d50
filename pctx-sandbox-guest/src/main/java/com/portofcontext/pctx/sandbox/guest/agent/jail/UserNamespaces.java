package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says what to change where ordinary accounts may not make user namespaces, without which
 * bubblewrap does nothing for them.
 */
final class UserNamespaces {

	private final Path settings;

	/**
	 * Create an instance.
	 * @param settings the directory of kernel settings, {@code /proc/sys}
	 */
	UserNamespaces(Path settings) {
		this.settings = settings;
	}

	String advice() {
		if (is("kernel/apparmor_restrict_unprivileged_userns", "1")) {
			return "AppArmor forbids user namespaces: load a profile for bwrap, such as "
					+ "'profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' in /etc/apparmor.d/bwrap, "
					+ "or set kernel.apparmor_restrict_unprivileged_userns=0";
		}
		if (is("user/max_user_namespaces", "0")) {
			return "the kernel forbids user namespaces: set user.max_user_namespaces above 0";
		}
		if (is("kernel/unprivileged_userns_clone", "0")) {
			return "the kernel forbids user namespaces: set kernel.unprivileged_userns_clone=1";
		}
		return "bubblewrap needs user namespaces for ordinary accounts: see AppArmor, user.max_user_namespaces, "
				+ "and a container's seccomp profile";
	}

	private boolean is(String setting, String value) {
		try {
			return Files.readString(this.settings.resolve(setting)).strip().equals(value);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
