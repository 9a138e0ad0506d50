package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The unprivileged account that workers run as.
 *
 * @param name its name
 * @param uid its user id
 * @param gid its group id
 * @param home its home directory
 * @param self whether it is the account of this process
 */
public record WorkerUser(String name, long uid, long gid, Path home, boolean self) {

	/**
	 * Make an empty directory that only this account may use, with one for its temporary
	 * files.
	 * @param directory the directory to make
	 * @throws IOException if it cannot be made
	 */
	public void makeDirectory(Path directory) throws IOException {
		Files.createDirectory(directory);
		Files.createDirectory(directory.resolve("tmp"));
		own(directory, "rwx------");
	}

	/**
	 * Give a file to this account.
	 * @param path the file
	 * @param permissions what this account, its group and others may do
	 * @throws IOException if it cannot be given
	 */
	public void own(Path path, String permissions) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
		if (!this.self) {
			Files.setAttribute(path, "unix:uid", (int) this.uid);
		}
	}

}
