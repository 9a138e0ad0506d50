package com.portofcontext.pctx.sandbox.classpath;

import java.util.Set;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Rewrites a bean class for the other side: fields that hold beans, constructors and
 * whatever sandboxed code does not reach stay behind, so that none of the classes they
 * name is needed there.
 */
final class BeanClassWriter {

	private final BeanReach reach;

	private final Set<BeanReach.Member> dataFields;

	BeanClassWriter(BeanReach reach, Set<BeanReach.Member> dataFields) {
		this.reach = reach;
		this.dataFields = dataFields;
	}

	byte[] write(ClassNode original) {
		ClassNode node = new ClassNode();
		original.accept(node);
		node.methods.removeIf((method) -> !this.reach.isReached(node, method));
		node.fields.removeIf((field) -> !isStatic(field) && !isData(node, field));
		for (FieldNode field : node.fields) {
			if (!isStatic(field)) {
				// It is set after the bean was made, and no constructor is left to do it.
				field.access &= ~Opcodes.ACC_FINAL;
			}
		}
		node.visibleAnnotations = null;
		ClassWriter writer = new ClassWriter(0);
		node.accept(writer);
		return writer.toByteArray();
	}

	private boolean isData(ClassNode owner, FieldNode field) {
		return this.dataFields.contains(new BeanReach.Member(owner.name, field.name, field.desc));
	}

	private static boolean isStatic(FieldNode field) {
		return (field.access & Opcodes.ACC_STATIC) != 0;
	}

}
