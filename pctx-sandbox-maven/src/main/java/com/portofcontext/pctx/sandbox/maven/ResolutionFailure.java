package com.portofcontext.pctx.sandbox.maven;

import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;
import eu.maveniverse.maven.mima.context.Context;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Says why dependencies cannot be had: which, who was asked, and what came back.
 */
final class ResolutionFailure {

	private ResolutionFailure() {
	}

	static SandboxDependencyException of(List<DependencyCoordinate> coordinates, Context context,
			RepositorySystemSession session, DependencyResolutionException cause) {
		String asked = context.remoteRepositories()
			.stream()
			.map((repository) -> "%s (%s)".formatted(repository.getId(), repository.getUrl()))
			.collect(Collectors.joining(", "));
		return new SandboxDependencyException(
				"The dependencies %s cannot be resolved: %s.\nRepositories: %s.%s\nLocal repository: %s.".formatted(
						coordinates, reason(cause), withoutUser(asked),
						session.isOffline() ? " None was asked: Maven is offline." : "",
						session.getLocalRepository().getBasedir()),
				"Correct the coordinate, or your Maven settings, so that 'mvn dependency:get' can have it with all that it needs.",
				cause);
	}

	/** What comes last says most, and what comes first what it is about. */
	static String reason(Throwable thrown) {
		Throwable last = thrown;
		while (last.getCause() != null && last.getCause().getMessage() != null) {
			last = last.getCause();
		}
		String first = String.valueOf(thrown.getMessage());
		String reason = String.valueOf(last.getMessage());
		return withoutUser(first.contains(reason) ? first : first + ": " + reason);
	}

	/** Addresses may hold a password. */
	private static String withoutUser(String text) {
		return text.replaceAll("://[^/@\\s]*@", "://");
	}

}
