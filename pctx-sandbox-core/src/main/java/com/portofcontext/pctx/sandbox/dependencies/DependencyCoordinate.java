package com.portofcontext.pctx.sandbox.dependencies;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library as Maven names it.
 *
 * @param group the group id
 * @param artifact the artifact id
 * @param type {@code jar}, or {@code pom} for nothing but the dependencies it has
 * @param classifier which of its jars, empty for the main one
 * @param version the version
 * @since 0.1.0
 */
public record DependencyCoordinate(String group, String artifact, String type, String classifier, String version) {

	/** How coordinates are written. */
	public static final String FORM = "group:artifact[:type[:classifier]]:version";

	private static final String ID = "([A-Za-z0-9_][A-Za-z0-9_.-]*)";

	private static final Pattern PATTERN = Pattern
		.compile("%1$s:%1$s(?::%1$s(?::%1$s)?)?:([A-Za-z0-9_][A-Za-z0-9_.+-]*|[\\[(][^:]*[\\])])".formatted(ID));

	private static final Set<String> MOVING = Set.of("LATEST", "RELEASE");

	/**
	 * Read a coordinate.
	 * @param text {@code group:artifact:version}, with type and classifier between
	 * artifact and version where there are any
	 * @return the coordinate
	 * @throws IllegalArgumentException if it is not one, or of a type that cannot be on a
	 * class path
	 */
	public static DependencyCoordinate parse(String text) {
		Matcher matcher = PATTERN.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'%s' is no Maven coordinate".formatted(text));
		}
		String type = (matcher.group(3) != null) ? matcher.group(3) : "jar";
		if (!type.equals("jar") && !type.equals("pom")) {
			throw new IllegalArgumentException("'%s' is of type '%s', which is no jar".formatted(text, type));
		}
		String classifier = (matcher.group(4) != null) ? matcher.group(4) : "";
		return new DependencyCoordinate(matcher.group(1), matcher.group(2), type, classifier, matcher.group(5));
	}

	/**
	 * Tell whether this means the same library for ever.
	 * @return {@code false} for a version range, {@code LATEST}, {@code RELEASE} and
	 * snapshots
	 */
	public boolean isFixed() {
		return !"[(".contains(this.version.substring(0, 1)) && !MOVING.contains(this.version)
				&& !this.version.toUpperCase(Locale.ROOT).endsWith("-SNAPSHOT");
	}

	/**
	 * Tell whether another coordinate names the same library.
	 * @param other another coordinate
	 * @return whether they differ in their versions at most
	 */
	public boolean isSameLibrary(DependencyCoordinate other) {
		return this.group.equals(other.group) && this.artifact.equals(other.artifact) && this.type.equals(other.type)
				&& this.classifier.equals(other.classifier);
	}

	@Override
	public String toString() {
		String middle = !this.classifier.isEmpty() ? ":" + this.type + ":" + this.classifier
				: this.type.equals("jar") ? "" : ":" + this.type;
		return this.group + ":" + this.artifact + middle + ":" + this.version;
	}

}
