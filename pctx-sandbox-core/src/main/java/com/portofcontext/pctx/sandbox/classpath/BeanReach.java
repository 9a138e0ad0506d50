package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Which members of a bean class, of its superclasses and of its nested classes are
 * reached from sandboxed methods, and which classes those members refer to. Only these
 * exist beyond the wall.
 */
final class BeanReach {

	private final ClassFiles classFiles;

	/** The bean class and its superclasses outside the JDK, by internal name. */
	private final Map<String, ClassNode> chain = new LinkedHashMap<>();

	private final Set<Member> methods = new LinkedHashSet<>();

	private final Set<String> references = new LinkedHashSet<>();

	private final Set<String> nested = new HashSet<>();

	private final Deque<Runnable> pending = new ArrayDeque<>();

	BeanReach(Class<?> beanClass, Collection<Method> sandboxedMethods, ClassFiles classFiles) {
		this.classFiles = classFiles;
		for (Class<?> type = beanClass; type != null && !isPlatform(type); type = type.getSuperclass()) {
			this.chain.put(Type.getInternalName(type), classFiles.node(Type.getInternalName(type)));
		}
		sandboxedMethods.forEach((method) -> reach(method.getName(), Type.getMethodDescriptor(method)));
		reach("<clinit>", "()V");
		inheritedFromPlatform(beanClass).forEach((member) -> reach(member.name(), member.descriptor()));
		for (ClassNode node : this.chain.values()) {
			refer(node.superName);
			node.interfaces.forEach(this::refer);
		}
		while (!this.pending.isEmpty()) {
			this.pending.remove().run();
		}
	}

	static boolean isPlatform(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	Collection<ClassNode> chain() {
		return this.chain.values();
	}

	boolean isReached(ClassNode owner, MethodNode method) {
		return this.methods.contains(new Member(owner.name, method.name, method.desc));
	}

	Set<String> references() {
		return this.references;
	}

	/** Code of the JDK may call these on the bean: toString(), compareTo(), run(). */
	private static Set<Member> inheritedFromPlatform(Class<?> beanClass) {
		Set<Member> members = new LinkedHashSet<>();
		Deque<Class<?>> types = new ArrayDeque<>(List.of(beanClass));
		while (!types.isEmpty()) {
			Class<?> type = types.remove();
			if (isPlatform(type)) {
				for (Method method : type.getMethods()) {
					members.add(new Member("", method.getName(), Type.getMethodDescriptor(method)));
				}
			}
			types.addAll(List.of(type.getInterfaces()));
			if (type.getSuperclass() != null) {
				types.add(type.getSuperclass());
			}
		}
		return members;
	}

	/** Whatever class of the chain a call names, dispatch may end in any other. */
	private void reach(String name, String descriptor) {
		for (ClassNode owner : this.chain.values()) {
			for (MethodNode method : owner.methods) {
				if (method.name.equals(name) && method.desc.equals(descriptor)
						&& this.methods.add(new Member(owner.name, name, descriptor))) {
					this.pending.add(() -> scan(owner, method));
				}
			}
		}
	}

	private void refer(String internalName) {
		Set<String> names = new LinkedHashSet<>();
		ClassReferences.addName(internalName, names);
		names.forEach(this::referClass);
	}

	private void referDescriptor(String descriptor) {
		Set<String> names = new LinkedHashSet<>();
		ClassReferences.addDescriptor(descriptor, names);
		names.forEach(this::referClass);
	}

	/** A nested class may use the private members of the classes around it. */
	private void referClass(String internalName) {
		if (this.chain.containsKey(internalName) || !this.references.add(internalName)) {
			return;
		}
		boolean isNested = this.chain.keySet().stream().anyMatch((outer) -> internalName.startsWith(outer + "$"));
		if (isNested && this.nested.add(internalName) && this.classFiles.origin(internalName) != null) {
			ClassNode node = this.classFiles.node(internalName);
			this.pending.add(() -> node.methods.forEach((method) -> scan(node, method)));
		}
	}

	private void scan(ClassNode owner, MethodNode method) {
		referDescriptor(method.desc);
		if (method.signature != null) {
			Set<String> names = new LinkedHashSet<>();
			ClassReferences.addSignature(method.signature, names);
			names.forEach(this::referClass);
		}
		method.exceptions.forEach(this::refer);
		for (TryCatchBlockNode block : method.tryCatchBlocks) {
			if (block.type != null) {
				refer(block.type);
			}
		}
		for (AbstractInsnNode instruction : method.instructions) {
			scan(instruction);
		}
	}

	private void scan(AbstractInsnNode instruction) {
		if (instruction instanceof MethodInsnNode call) {
			call(call.owner, call.name, call.desc);
		}
		else if (instruction instanceof FieldInsnNode field) {
			refer(field.owner);
			referDescriptor(field.desc);
		}
		else if (instruction instanceof TypeInsnNode type) {
			refer(type.desc);
		}
		else if (instruction instanceof MultiANewArrayInsnNode array) {
			refer(array.desc);
		}
		else if (instruction instanceof LdcInsnNode constant) {
			constant(constant.cst);
		}
		else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
			referDescriptor(dynamic.desc);
			constant(dynamic.bsm);
			for (Object argument : dynamic.bsmArgs) {
				constant(argument);
			}
		}
	}

	private void call(String owner, String name, String descriptor) {
		refer(owner);
		referDescriptor(descriptor);
		if (this.chain.containsKey(owner)) {
			reach(name, descriptor);
		}
	}

	private void constant(Object value) {
		if (value instanceof Type type) {
			referDescriptor(type.getDescriptor());
		}
		else if (value instanceof Handle handle) {
			call(handle.getOwner(), handle.getName(),
					handle.getDesc().startsWith("(") ? handle.getDesc() : "()" + handle.getDesc());
		}
	}

	/**
	 * A field or method.
	 *
	 * @param owner the class that declares it
	 * @param name its name
	 * @param descriptor its descriptor
	 */
	record Member(String owner, String name, String descriptor) {

	}

}
