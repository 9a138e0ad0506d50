package com.portofcontext.pctx.sandbox.classpath;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.classpath.Instructions.FieldAccess;
import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the instance fields of the bean that methods read, directly or through methods
 * they call within its family.
 */
final class FieldReadFinder {

	private final ClassFamily family;

	private final CallGraph graph;

	FieldReadFinder(ClassFamily family, CallGraph graph) {
		this.family = family;
		this.graph = graph;
	}

	List<FieldRead> find(Collection<MethodKey> roots) {
		Signatures signatures = new Signatures(this.family, this.graph);
		Set<FieldRead> found = new LinkedHashSet<>();
		for (MethodId method : reachable(roots)) {
			MethodNode node = this.family.methods().get(method);
			if (node != null) {
				Instructions.fieldAccesses(node).filter(FieldAccess::instanceRead).forEach((access) -> {
					Class<?> owner = declaringClass(access.owner(), access.name());
					if (owner != null) {
						found.add(new FieldRead(owner, access.name(), signatures.of(method)));
					}
				});
			}
		}
		return List.copyOf(found);
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
