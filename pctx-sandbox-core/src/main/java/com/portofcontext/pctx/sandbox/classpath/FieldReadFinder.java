package com.portofcontext.pctx.sandbox.classpath;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.classpath.Instructions.FieldAccess;
import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the fields of the bean that methods read, directly or through methods they call
 * within its family.
 */
final class FieldReadFinder {

	private final ClassFamily family;

	private final CallGraph graph;

	record Read(Class<?> owner, String field, MethodId reader) {

	}

	FieldReadFinder(ClassFamily family, CallGraph graph) {
		this.family = family;
		this.graph = graph;
	}

	List<FieldRead> find(Collection<MethodKey> roots, Predicate<FieldAccess> wanted) {
		SourceNames names = new SourceNames(this.family, this.graph);
		return reads(reachable(roots), wanted)
			.map((read) -> new FieldRead(read.owner(), read.field(), names.of(read.reader())))
			.distinct()
			.toList();
	}

	/**
	 * Return the instance fields of the bean that methods read themselves.
	 * @param methods the methods
	 * @return what they read
	 */
	Stream<Read> reads(Collection<MethodId> methods) {
		return reads(methods, FieldAccess::isInstanceRead);
	}

	private Stream<Read> reads(Collection<MethodId> methods, Predicate<FieldAccess> wanted) {
		return methods.stream().flatMap((method) -> {
			MethodNode node = this.family.methods().get(method);
			return (node != null)
					? Instructions.fieldAccesses(node).filter(wanted).flatMap((access) -> read(access, method))
					: Stream.empty();
		});
	}

	private Stream<Read> read(FieldAccess access, MethodId reader) {
		Class<?> owner = declaringClass(access.owner(), access.name());
		return (owner != null) ? Stream.of(new Read(owner, access.name(), reader)) : Stream.empty();
	}

	/**
	 * Return everything of the application that may run because one of the given methods
	 * is called on the bean.
	 * @param roots names and descriptors
	 * @return the methods
	 */
	Set<MethodId> reachable(Collection<MethodKey> roots) {
		List<MethodId> selected = roots.stream().flatMap((key) -> this.family.selectOnBean(key).stream()).toList();
		return this.graph.reachable(selected, (method) -> !PlatformClasses.contains(method.owner()));
	}

	private @Nullable Class<?> declaringClass(String name, String field) {
		Class<?> type = this.family.supertype(name);
		if (type == null || PlatformClasses.contains(name)) {
			return null;
		}
		for (FieldNode declared : this.family.classNode(name).fields) {
			if (declared.name.equals(field)) {
				return type;
			}
		}
		Class<?> superclass = type.getSuperclass();
		return (superclass != null) ? declaringClass(superclass.getName().replace('.', '/'), field) : null;
	}

}
