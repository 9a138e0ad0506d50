package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.portofcontext.pctx.sandbox.classpath.Instructions.Call;
import com.portofcontext.pctx.sandbox.classpath.Instructions.FieldAccess;
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
		Set<MethodId> found = this.callees.get(caller);
		if (found == null) {
			found = findCallees(caller);
			this.callees.put(caller, found);
		}
		return found;
	}

	private Set<MethodId> findCallees(MethodId caller) {
		Set<MethodId> found = new LinkedHashSet<>();
		MethodNode method = this.family.methods().get(caller);
		if (method == null) {
			return found;
		}
		for (Call call : Instructions.calls(method)) {
			Collection<MethodId> selected = this.family.select(call.fixed(), call.owner(), call.key());
			found.addAll(selected);
			for (MethodId callee : selected) {
				addInitialized(callee, found);
			}
		}
		for (FieldAccess field : Instructions.fieldAccesses(method)) {
			addClassInitializer(field.owner(), found);
		}
		return found;
	}

	private void addInitialized(MethodId callee, Set<MethodId> found) {
		addClassInitializer(callee.owner(), found);
		if (callee.key().isConstructor() && this.family.isNested(callee.owner())) {
			for (MethodNode method : this.family.classNode(callee.owner()).methods) {
				if ((method.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0
						&& !method.name.equals("<init>")) {
					found.add(new MethodId(callee.owner(), method.name, method.desc));
				}
			}
		}
	}

	private void addClassInitializer(String owner, Set<MethodId> found) {
		MethodId initializer = new MethodId(owner, CLASS_INITIALIZER);
		if (this.family.isNested(owner) && this.family.methods().containsKey(initializer)) {
			found.add(initializer);
		}
	}

}
