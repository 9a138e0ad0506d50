package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
		List<FieldRead> found = new ArrayList<>();
		SourceNames names = new SourceNames(this.family, this.graph);
		for (Read read : reads(reachable(roots), wanted)) {
			FieldRead named = new FieldRead(read.owner(), read.field(), names.of(read.reader()));
			if (!found.contains(named)) {
				found.add(named);
			}
		}
		return found;
	}

	/**
	 * Return the instance fields of the bean that methods read themselves.
	 * @param methods the methods
	 * @return what they read
	 */
	List<Read> reads(Collection<MethodId> methods) {
		return reads(methods, FieldAccess::isInstanceRead);
	}

	private List<Read> reads(Collection<MethodId> methods, Predicate<FieldAccess> wanted) {
		List<Read> reads = new ArrayList<>();
		for (MethodId method : methods) {
			MethodNode node = this.family.methods().get(method);
			if (node != null) {
				for (FieldAccess access : Instructions.fieldAccesses(node)) {
					Class<?> owner = wanted.test(access) ? declaringClass(access.owner(), access.name()) : null;
					if (owner != null) {
						reads.add(new Read(owner, access.name(), method));
					}
				}
			}
		}
		return reads;
	}

	/**
	 * Return everything of the application that may run because one of the given methods
	 * is called on the bean.
	 * @param roots names and descriptors
	 * @return the methods
	 */
	Set<MethodId> reachable(Collection<MethodKey> roots) {
		List<MethodId> selected = new ArrayList<>();
		for (MethodKey key : roots) {
			selected.addAll(this.family.selectOnBean(key));
		}
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
