package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the calls that reach a sandboxed method around the proxy. What only sandboxed
 * methods call runs beyond the wall already.
 */
final class SelfCallFinder {

	private final ClassFamily family;

	private final CallGraph graph;

	private final Set<MethodKey> sandboxed;

	SelfCallFinder(ClassFamily family, CallGraph graph, Collection<MethodKey> sandboxed) {
		this.family = family;
		this.graph = graph;
		this.sandboxed = family.withBridges(sandboxed);
	}

	List<SelfCall> find() {
		Set<MethodId> inHost = this.graph.reachable(hostRoots(), (method) -> !isSandboxed(method));
		if (!mayCall(inHost)) {
			return List.of();
		}
		SourceNames names = new SourceNames(this.family, this.graph);
		Map<MethodId, Set<MethodKey>> calls = new ThisFlow(this.family, this.sandboxed).calls();
		Set<SelfCall> found = new LinkedHashSet<>();
		for (MethodId caller : this.family.methods().keySet()) {
			if (inHost.contains(caller)) {
				calls.getOrDefault(caller, Set.of())
					.stream()
					.map((key) -> new SelfCall(names.of(caller), names.ofBean(key)))
					.forEach(found::add);
			}
		}
		return List.copyOf(found);
	}

	private boolean isSandboxed(MethodId method) {
		return this.family.supertype(method.owner()) != null && this.sandboxed.contains(method.key())
				&& !this.family.has(method, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC);
	}

	private boolean mayCall(Set<MethodId> methods) {
		for (MethodId method : methods) {
			MethodNode node = this.family.methods().get(method);
			if (node != null && (hasUnknownBootstrap(node) || ClassFamily.calls(node, this.sandboxed))) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasUnknownBootstrap(MethodNode node) {
		for (AbstractInsnNode instruction : node.instructions) {
			if (instruction instanceof InvokeDynamicInsnNode dynamic && !ThisInterpreter.isKnownBootstrap(dynamic)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Everything that code outside the family, a framework included, may call.
	 */
	private List<MethodId> hostRoots() {
		Set<MethodId> called = new HashSet<>();
		for (MethodId method : this.family.methods().keySet()) {
			called.addAll(this.graph.callees(method));
		}
		List<MethodId> roots = new ArrayList<>();
		this.family.methods().forEach((method, node) -> {
			boolean hidden = (node.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) != 0
					|| isHiddenClass(method.owner());
			boolean initializer = node.name.startsWith("<") && this.family.supertype(method.owner()) != null;
			if (!isSandboxed(method) && (!hidden || initializer || !called.contains(method) || isAnnotated(node))) {
				roots.add(method);
			}
		});
		return roots;
	}

	private boolean isHiddenClass(String name) {
		if (!this.family.isNested(name)) {
			return false;
		}
		ClassNode node = this.family.classNode(name);
		for (InnerClassNode inner : node.innerClasses) {
			if (inner.name.equals(name)) {
				return inner.innerName == null || inner.outerName == null || (inner.access & Opcodes.ACC_PRIVATE) != 0;
			}
		}
		return false;
	}

	/**
	 * A framework calls private methods by their annotations, such as
	 * {@code @PostConstruct}.
	 */
	private static boolean isAnnotated(MethodNode node) {
		if (node.visibleAnnotations != null) {
			for (AnnotationNode annotation : node.visibleAnnotations) {
				if (!annotation.desc.startsWith("Ljava/lang/")) {
					return true;
				}
			}
		}
		return false;
	}

}
