package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Follows references from a bean class, through the application and its libraries, to
 * where the classes come from. What other classes call on the bean becomes a part of it,
 * and may refer to more.
 */
final class OriginWalk {

	private final BeanReach reach;

	private final BeanClassWriter writer;

	private final ClassFiles classFiles;

	private final Predicate<Origin> stops;

	private final Set<Origin> origins = new LinkedHashSet<>();

	private final Set<String> seen = new HashSet<>();

	private final Deque<String> pending = new ArrayDeque<>();

	OriginWalk(BeanReach reach, BeanClassWriter writer, ClassFiles classFiles, Predicate<Origin> stops) {
		this.reach = reach;
		this.writer = writer;
		this.classFiles = classFiles;
		this.stops = stops;
	}

	/**
	 * Return where everything comes from.
	 * @param types internal names of further types to start from
	 * @return the origins, the bean's own first
	 */
	Set<Origin> from(Collection<String> types) {
		this.reach.classNames().forEach((name) -> {
			this.seen.add(name);
			locate(name);
		});
		this.pending.addAll(types);
		boolean grown = true;
		while (grown) {
			this.reach.classNames().stream().map(this.writer::references).forEach(this::add);
			grown = false;
			while (!this.pending.isEmpty()) {
				grown |= follow(this.pending.remove());
			}
		}
		return this.origins;
	}

	private boolean follow(String name) {
		if (!this.seen.add(name) || locate(name) == null) {
			return false;
		}
		ClassReferences references = ClassReferences.of(this.classFiles.bytes(name), this.reach::isOwner);
		add(references);
		boolean grown = false;
		for (MethodId member : references.members()) {
			grown |= this.reach.reach(member.owner(), member.key());
		}
		return grown;
	}

	private void add(ClassReferences references) {
		this.pending.addAll(references.classes());
		references.outer().forEach(this::loadOnly);
	}

	private void loadOnly(String name) {
		if (!this.seen.contains(name) && locate(name) != null) {
			ClassReader reader = new ClassReader(this.classFiles.bytes(name));
			loadOnly(reader.getSuperName());
			List.of(reader.getInterfaces()).forEach(this::loadOnly);
		}
	}

	private @Nullable Origin locate(String name) {
		Origin origin = this.classFiles.origin(name);
		if (origin == null || this.stops.test(origin)) {
			return null;
		}
		this.origins.add(origin);
		return origin;
	}

}
