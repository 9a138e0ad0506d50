package com.portofcontext.pctx.sandbox.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.MavenSystemHome;
import eu.maveniverse.maven.mima.context.Runtimes;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsBuildingRequest;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Resolves dependencies as Maven does, by its own code: with the settings of the user who
 * runs the application, their mirrors, credentials, proxies and local repository.
 * Stricter than Maven in two things: a download whose checksum is wrong or missing is
 * refused, and repositories that a library names for itself are not asked.
 *
 * @since 0.1.0
 */
public final class MavenDependencyResolver implements DependencyResolver {

	/**
	 * A server that stops to answer would hold up a start for half an hour. Milliseconds;
	 * settings may say otherwise for each server.
	 */
	private static final Map<String, Object> TIMEOUTS = Map.of("aether.connector.connectTimeout", 10_000,
			"aether.connector.requestTimeout", 60_000);

	private final ContextOverrides overrides;

	/**
	 * Create a resolver with the user's settings.
	 */
	public MavenDependencyResolver() {
		this(ContextOverrides.create().withUserSettings(true));
	}

	MavenDependencyResolver(ContextOverrides.Builder overrides) {
		this.overrides = overrides.configProperties(TIMEOUTS)
			.checksumPolicy(ContextOverrides.ChecksumPolicy.FAIL)
			.ignoreArtifactDescriptorRepositories(true)
			.build();
	}

	@Override
	public List<Resolved> resolve(List<DependencyCoordinate> coordinates) {
		try (Context context = Runtimes.INSTANCE.getRuntime().create(this.overrides)) {
			return resolve(coordinates, context, session(context));
		}
		catch (IllegalStateException | SettingsBuildingException ex) {
			throw new SandboxDependencyException(
					"The dependencies %s cannot be resolved with the Maven settings of this account: %s."
						.formatted(coordinates, ResolutionFailure.reason(ex)),
					"Repair the settings, in settings.xml and settings-security.xml.", ex);
		}
	}

	/** MIMA reads of the settings whatever they say but that they are offline. */
	private static RepositorySystemSession session(Context context) throws SettingsBuildingException {
		SettingsBuildingRequest request = new DefaultSettingsBuildingRequest()
			.setSystemProperties(System.getProperties())
			.setUserSettingsFile(context.mavenUserHome().settingsXml().toFile());
		MavenSystemHome installed = context.mavenSystemHome();
		if (installed != null) {
			request.setGlobalSettingsFile(installed.settingsXml().toFile());
		}
		boolean offline = new DefaultSettingsBuilderFactory().newInstance()
			.build(request)
			.getEffectiveSettings()
			.isOffline();
		return new DefaultRepositorySystemSession(context.repositorySystemSession()).setOffline(offline);
	}

	private static List<Resolved> resolve(List<DependencyCoordinate> coordinates, Context context,
			RepositorySystemSession session) {
		List<Dependency> roots = coordinates.stream()
			.map((coordinate) -> new Dependency(artifact(coordinate), JavaScopes.RUNTIME))
			.toList();
		CollectRequest collect = new CollectRequest(roots, List.of(), context.remoteRepositories());
		DependencyRequest request = new DependencyRequest(collect,
				DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
		try {
			return context.repositorySystem()
				.resolveDependencies(session, request)
				.getArtifactResults()
				.stream()
				.map(ArtifactResult::getArtifact)
				.filter((artifact) -> "jar".equals(artifact.getExtension()))
				.map(MavenDependencyResolver::resolved)
				.toList();
		}
		catch (DependencyResolutionException ex) {
			throw ResolutionFailure.of(coordinates, context, session, ex);
		}
	}

	private static Artifact artifact(DependencyCoordinate coordinate) {
		return new DefaultArtifact(coordinate.group(), coordinate.artifact(), coordinate.classifier(),
				coordinate.type(), coordinate.version());
	}

	private static Resolved resolved(Artifact artifact) {
		Path file = artifact.getFile().toPath();
		return new Resolved(new DependencyCoordinate(artifact.getGroupId(), artifact.getArtifactId(),
				artifact.getExtension(), artifact.getClassifier(), artifact.getVersion()), file);
	}

}
