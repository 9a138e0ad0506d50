package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executor;

import com.portofcontext.pctx.sandbox.guest.agent.egress.Resolver;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;

/**
 * What all workers of one agent share.
 *
 * @param directory the agent's own directory
 * @param blobs where class-path blobs are
 * @param runtime the files of the workers' JVM
 * @param user the account they run as
 * @param jail the jail around each
 * @param limiter what enforces their limits
 * @param unenforced waived limits
 * @param threads runs what drains their output
 * @param resolver looks up what names of their allow-lists lead to
 */
record Site(Path directory, Path blobs, JavaRuntimeFiles runtime, WorkerUser user, Jail jail, ResourceLimiter limiter,
		Set<Limit> unenforced, Executor threads, Resolver resolver) {

}
