package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailException;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jails;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiter;
import com.portofcontext.pctx.sandbox.guest.agent.limits.ResourceLimiters;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one agent found and made on its machine: its directory, the jail, the limiter, and
 * the watchdog that ends all of it.
 */
final class AgentSite {

	private static final Logger logger = LoggerFactory.getLogger(AgentSite.class);

	private final Site site;

	private final Watchdog watchdog;

	private final Lease.ReportHead reportHead;

	private AgentSite(Site site, Watchdog watchdog) {
		this.site = site;
		this.watchdog = watchdog;
		this.reportHead = new Lease.ReportHead(site.jail().displayName(), site.limiter().name(),
				site.unenforced().stream().map(Enum::name).sorted().toList());
	}

	static AgentSite open(AgentSettings settings, int number, Executor threads) throws AgentException, IOException {
		try {
			WorkerUser user = WorkerUsers.find(settings.workerUser());
			RunDirectory.sweep(settings.runDirectory());
			String name = RunDirectory.nameOf(ProcessHandle.current(), number);
			RunDirectory directory = RunDirectory.create(settings.runDirectory(), name);
			try {
				return in(directory, settings, name, user, threads);
			}
			catch (IOException | JailException | RuntimeException | InterruptedException ex) {
				Directories.delete(directory.path());
				throw ex;
			}
		}
		catch (JailException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"There is no jail to run sandboxed code in: %s. Install bubblewrap or firejail, or change pctx.sandbox.jail."
						.formatted(ex.getMessage()),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AgentException(Failure.Kind.UNAVAILABLE, "Interrupted while starting", ex);
		}
	}

	private static AgentSite in(RunDirectory directory, AgentSettings settings, String name, WorkerUser user,
			Executor threads) throws IOException, JailException, InterruptedException {
		boolean root = WorkerUsers.isRoot();
		JavaRuntimeFiles runtime = JavaRuntimeFiles.ofThisJvm();
		List<Jail> jails = Jails.find(settings.jail(), runtime, directory.path(), root);
		Jail jail = jails.get(0);
		ResourceLimiter limiter = ResourceLimiters.detect(name, root);
		try {
			directory.remember(limiter.manager(), limiter.roots());
			logger.info("Sandbox jail: {} ({}), limits by {}", jail.displayName(), reason(settings, jails),
					limiter.name());
			Watchdog watchdog = Watchdog.start(directory.path(), limiter.manager(), limiter.roots());
			return new AgentSite(new Site(directory.path(), settings.blobDirectory(), runtime, user, jail, limiter,
					settings.unenforced(), threads), watchdog);
		}
		catch (IOException | RuntimeException ex) {
			limiter.close();
			throw ex;
		}
	}

	private static String reason(AgentSettings settings, List<Jail> jails) {
		if (settings.jail() != null) {
			return "asked for by pctx.sandbox.jail";
		}
		return (jails.size() > 1) ? "preferred: empty root, allow-listed system calls, no set-uid root"
				: "the only one installed";
	}

	Site site() {
		return this.site;
	}

	Lease.ReportHead reportHead() {
		return this.reportHead;
	}

	/** The watchdog goes last: it removes whatever could not be removed before. */
	void close() throws IOException {
		this.site.limiter().close();
		this.watchdog.close();
	}

}
