package com.portofcontext.pctx.sandbox.classpath;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Names methods as their authors know them: a lambda by the method it is written in.
 */
final class SourceNames {

	private final ClassFamily family;

	private final CallGraph graph;

	SourceNames(ClassFamily family, CallGraph graph) {
		this.family = family;
		this.graph = graph;
	}

	String ofBean(MethodKey key) {
		return this.family.selectOnBean(key)
			.stream()
			.findFirst()
			.map(this::format)
			.orElseGet(() -> this.family.beanClass().getSimpleName() + "." + key.name() + parameters(key));
	}

	String of(MethodId method) {
		Set<MethodId> seen = new HashSet<>();
		MethodId written = method;
		while (seen.add(written)) {
			MethodId enclosing = enclosing(written);
			written = (enclosing != null) ? enclosing : written;
		}
		return format(written);
	}

	private @Nullable MethodId enclosing(MethodId method) {
		MethodNode node = this.family.methods().get(method);
		if (node != null && (node.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == Opcodes.ACC_SYNTHETIC) {
			for (Map.Entry<MethodId, MethodNode> other : this.family.methods().entrySet()) {
				if (other.getValue() != node && this.graph.callees(other.getKey()).contains(method)) {
					return other.getKey();
				}
			}
		}
		ClassNode owner = this.family.classNode(method.owner());
		return (owner.outerMethod != null) ? new MethodId(owner.outerClass, owner.outerMethod, owner.outerMethodDesc)
				: null;
	}

	private String format(MethodId method) {
		String type = simpleName(method.owner());
		return switch (method.key().name()) {
			case "<init>" -> type + parameters(method.key());
			case "<clinit>" -> type + " static initializer";
			default -> type + "." + method.key().name() + parameters(method.key());
		};
	}

	private String simpleName(String name) {
		Class<?> type = this.family.supertype(name);
		if (type != null) {
			return type.getSimpleName();
		}
		int end = name.lastIndexOf('$');
		return (end < 0) ? name.substring(name.lastIndexOf('/') + 1)
				: simpleName(name.substring(0, end)) + "." + name.substring(end + 1);
	}

	private static String parameters(MethodKey key) {
		return Arrays.stream(Type.getArgumentTypes(key.descriptor()))
			.map((type) -> type.getClassName().substring(type.getClassName().lastIndexOf('.') + 1).replace('$', '.'))
			.collect(Collectors.joining(", ", "(", ")"));
	}

}
