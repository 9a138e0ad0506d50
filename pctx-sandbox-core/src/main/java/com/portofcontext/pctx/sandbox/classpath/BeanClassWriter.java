package com.portofcontext.pctx.sandbox.classpath;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Rewrites a bean class for the other side: fields that hold beans, constructors and
 * whatever sandboxed code does not reach stay behind, so that none of the classes they
 * name is needed there.
 */
final class BeanClassWriter {

	private final BeanReach reach;

	private final ClassFiles classFiles;

	BeanClassWriter(BeanReach reach, ClassFiles classFiles) {
		this.reach = reach;
		this.classFiles = classFiles;
	}

	byte[] write(String name) {
		return write(reduced(name));
	}

	/**
	 * Return what the rewritten class refers to; that it has nested classes is no
	 * reference to them.
	 * @param name the internal name of the class
	 * @return its references
	 */
	ClassReferences references(String name) {
		ClassNode node = reduced(name);
		node.innerClasses.clear();
		node.nestMembers = null;
		return ClassReferences.of(write(node), (owner) -> false);
	}

	private ClassNode reduced(String name) {
		ClassNode node = this.classFiles.node(name);
		node.methods.stream().filter((method) -> this.reach.isCallbackOnly(name, method)).forEach(this::refuse);
		node.methods
			.removeIf((method) -> !this.reach.isReached(name, method) && !this.reach.isCallbackOnly(name, method));
		node.fields.removeIf((field) -> !this.reach.isKept(name, field));
		for (FieldNode field : node.fields) {
			if ((field.access & Opcodes.ACC_STATIC) == 0) {
				// It is set after the bean was made, and no constructor is left to do it.
				field.access &= ~Opcodes.ACC_FINAL;
			}
		}
		node.visibleAnnotations = null;
		return node;
	}

	private void refuse(MethodNode method) {
		if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
			return;
		}
		String message = "%s() reads fields of the bean that no sandboxed method reads, and that stayed in the host"
			.formatted(method.name);
		InsnList body = new InsnList();
		body.add(new TypeInsnNode(Opcodes.NEW, "java/lang/UnsupportedOperationException"));
		body.add(new InsnNode(Opcodes.DUP));
		body.add(new LdcInsnNode(message));
		body.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, "java/lang/UnsupportedOperationException", "<init>",
				"(Ljava/lang/String;)V"));
		body.add(new InsnNode(Opcodes.ATHROW));
		method.instructions = body;
		method.tryCatchBlocks.clear();
		method.localVariables = null;
		method.visibleLocalVariableAnnotations = null;
		method.invisibleLocalVariableAnnotations = null;
		method.maxStack = Math.max(method.maxStack, 3);
	}

	private static byte[] write(ClassNode node) {
		ClassWriter writer = new ClassWriter(0);
		node.accept(writer);
		return writer.toByteArray();
	}

}
