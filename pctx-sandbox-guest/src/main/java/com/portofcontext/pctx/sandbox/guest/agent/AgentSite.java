package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

import com.portofcontext.pctx.sandbox.guest.agent.egress.Resolver;
import com.portofcontext.pctx.sandbox.guest.agent.jail.ChosenJail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailException;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jails;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.agent.jail.WorkerUser;
import com.portofcontext.pctx.sandbox.guest.agent.limits.Limit;
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
				site.unenforced().stream().map(Limit::displayName).sorted().toList());
	}

	static AgentSite open(AgentSettings settings, Executor threads, Resolver resolver)
			throws AgentException, IOException {
		try {
			WorkerUser user = WorkerUsers.find(settings.workerUser());
			RunDirectory.sweep(settings.runDirectory());
			RunDirectory directory = RunDirectory.create(settings.runDirectory());
			try {
				return in(directory, settings, user, threads, resolver);
			}
			catch (IOException | JailException | RuntimeException ex) {
				Directories.delete(directory.path());
				throw ex;
			}
		}
		catch (JailException ex) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"There is no jail to run sandboxed code in (pctx.sandbox.jail=%s): %s. %s".formatted(
							(settings.jail() != null) ? settings.jail().name().toLowerCase(Locale.ROOT) : "auto",
							ex.getMessage(), advice(settings)),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AgentException(Failure.Kind.UNAVAILABLE, "Interrupted while starting", ex);
		}
	}

	private static AgentSite in(RunDirectory directory, AgentSettings settings, WorkerUser user, Executor threads,
			Resolver resolver) throws IOException, JailException {
		JavaRuntimeFiles runtime = JavaRuntimeFiles.ofThisJvm();
		ChosenJail chosen = Jails.choose(settings.jail(), runtime, directory.path(), user);
		Jail jail = chosen.jail();
		ResourceLimiter limiter = ResourceLimiters.detect(directory.path().getFileName().toString(),
				WorkerUsers.isRoot());
		try {
			directory.remember(limiter.manager(), limiter.roots());
			logger.info("Sandbox jail: {} ({}), limits by {}", jail.displayName(), chosen.reason(), limiter.name());
			warnOfWaivedLimits(settings, limiter);
			Watchdog watchdog = Watchdog.start(directory.path(), limiter.manager(), limiter.roots());
			return new AgentSite(new Site(directory.path(), settings.blobDirectory(), runtime, user, jail, limiter,
					settings.unenforced(), threads, resolver), watchdog);
		}
		catch (IOException | RuntimeException ex) {
			limiter.close();
			throw ex;
		}
	}

	private static void warnOfWaivedLimits(AgentSettings settings, ResourceLimiter limiter) {
		List<String> waived = settings.unenforced()
			.stream()
			.filter((limit) -> !limiter.enforceable().contains(limit))
			.map(Limit::displayName)
			.sorted()
			.toList();
		if (!waived.isEmpty()) {
			logger.warn("Nothing limits what sandboxed code takes of {}, as pctx.sandbox.local.unenforced allows",
					waived);
		}
	}

	private static String advice(AgentSettings settings) {
		return (settings.jail() != null) ? "Make it work, or let pctx.sandbox.jail=auto choose another."
				: "Install or repair bubblewrap or firejail.";
	}

	Site site() {
		return this.site;
	}

	Lease.ReportHead reportHead() {
		return this.reportHead;
	}

	/** The watchdog goes last: it removes whatever could not be removed before. */
	void close() throws IOException {
		try {
			this.site.limiter().close();
		}
		finally {
			this.watchdog.close();
		}
	}

}
