package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.nio.file.Path;

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

}
