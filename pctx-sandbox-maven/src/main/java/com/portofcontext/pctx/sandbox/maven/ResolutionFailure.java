package com.portofcontext.pctx.sandbox.maven;

import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;
import eu.maveniverse.maven.mima.context.Context;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Says why dependencies cannot be had: which, who was asked, and what came back.
 */
final class ResolutionFailure {

	private ResolutionFailure() {
	}

	static SandboxDependencyException of(List<DependencyCoordinate> coordinates, Context context,
			DependencyResolutionException cause) {
		boolean offline = context.repositorySystemSession().isOffline();
		String asked = context.remoteRepositories()
			.stream()
			.map(ResolutionFailure::name)
			.collect(Collectors.joining(", "));
		return new SandboxDependencyException(
				"The dependencies %s cannot be resolved: %s.\nRepositories: %s.%s\nLocal repository: %s.".formatted(
						coordinates, reason(cause), asked, offline ? " None was asked: Maven is offline." : "",
						context.repositorySystemSession().getLocalRepository().getBasedir()),
				"Correct the coordinate, or your Maven settings, so that 'mvn dependency:get' can have it with all that it needs.",
				cause);
	}

	/** With neither user nor password, which an address may hold. */
	private static String name(RemoteRepository repository) {
		return "%s (%s)".formatted(repository.getId(), repository.getUrl().replaceFirst("//[^/@]*@", "//"));
	}

	/** Each message says what the one before it says, and more. */
	static String reason(Throwable thrown) {
		Throwable last = thrown;
		while (last.getCause() != null && last.getCause().getMessage() != null) {
			last = last.getCause();
		}
		return String.valueOf(last.getMessage());
	}

}
