package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of a family may run because another one does. To create an instance of a
 * nested class, or a lambda, counts as calling it.
 */
final class CallGraph {

	private static final MethodKey CLASS_INITIALIZER = new MethodKey("<clinit>", "()V");

	private final ClassFamily family;

	private final Map<MethodId, Set<MethodId>> callees = new HashMap<>();

	CallGraph(ClassFamily family) {
		this.family = family;
	}

	/**
	 * Return everything that may run because the given methods do.
	 * @param roots the methods to start from
	 * @param enter whether to look at a method
	 * @return the methods, roots included, nearest first
	 */
	Set<MethodId> reachable(Collection<MethodId> roots, Predicate<MethodId> enter) {
		Set<MethodId> reached = new LinkedHashSet<>();
		Deque<MethodId> open = new ArrayDeque<>(roots);
		while (!open.isEmpty()) {
			MethodId method = open.remove();
			if (enter.test(method) && reached.add(method)) {
				open.addAll(callees(method));
			}
		}
		return reached;
	}

	Set<MethodId> callees(MethodId caller) {
		return this.callees.computeIfAbsent(caller, this::findCallees);
	}

	private Set<MethodId> findCallees(MethodId caller) {
		Set<MethodId> found = new LinkedHashSet<>();
		MethodNode method = this.family.methods().get(caller);
		if (method == null) {
			return found;
		}
		Instructions.calls(method).forEach((call) -> {
			Collection<MethodId> selected = this.family.select(call.fixed(), call.owner(), call.key());
			found.addAll(selected);
			selected.forEach((callee) -> addInitialized(callee, found));
		});
		Instructions.fieldAccesses(method).forEach((field) -> addClassInitializer(field.owner(), found));
		return found;
	}

	private void addInitialized(MethodId callee, Set<MethodId> found) {
		addClassInitializer(callee.owner(), found);
		if (callee.key().isConstructor() && this.family.isNested(callee.owner())) {
			this.family.classNode(callee.owner()).methods.stream()
				.filter((method) -> (method.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0)
				.filter((method) -> !method.name.equals("<init>"))
				.map((method) -> new MethodId(callee.owner(), method.name, method.desc))
				.forEach(found::add);
		}
	}

	private void addClassInitializer(String owner, Set<MethodId> found) {
		MethodId initializer = new MethodId(owner, CLASS_INITIALIZER);
		if (this.family.isNested(owner) && this.family.methods().containsKey(initializer)) {
			found.add(initializer);
		}
	}

}
