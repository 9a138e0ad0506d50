package com.portofcontext.pctx.sandbox.classpath;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * The classes that a class file refers to, from its constant pool and the descriptors of
 * its members. Annotations do not count: the JVM ignores those it cannot find.
 */
final class ClassReferences {

	private static final int CLASS = 7;

	private static final int NAME_AND_TYPE = 12;

	private static final int METHOD_TYPE = 16;

	private ClassReferences() {
	}

	static Set<String> of(byte[] classFile) {
		ClassReader reader = new ClassReader(classFile);
		Set<String> names = new HashSet<>();
		char[] buffer = new char[reader.getMaxStringLength()];
		for (int i = 1; i < reader.getItemCount(); i++) {
			int offset = reader.getItem(i);
			if (offset == 0) {
				continue;
			}
			switch (classFile[offset - 1]) {
				case CLASS -> addName(reader.readUTF8(offset, buffer), names);
				case NAME_AND_TYPE -> addDescriptor(reader.readUTF8(offset + 2, buffer), names);
				case METHOD_TYPE -> addDescriptor(reader.readUTF8(offset, buffer), names);
				default -> {
				}
			}
		}
		reader.accept(new MemberDescriptors(names),
				ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		return names;
	}

	static void addName(String name, Set<String> names) {
		if (name.startsWith("[")) {
			addDescriptor(name, names);
		}
		else {
			names.add(name);
		}
	}

	static void addDescriptor(String descriptor, Set<String> names) {
		Type type = Type.getType(descriptor);
		if (type.getSort() == Type.METHOD) {
			addType(type.getReturnType(), names);
			for (Type argument : type.getArgumentTypes()) {
				addType(argument, names);
			}
		}
		else {
			addType(type, names);
		}
	}

	private static void addType(Type type, Set<String> names) {
		Type element = (type.getSort() == Type.ARRAY) ? type.getElementType() : type;
		if (element.getSort() == Type.OBJECT) {
			names.add(element.getInternalName());
		}
	}

	/** The types in generic signatures: what a mapper will ask for by reflection. */
	static void addSignature(String signature, Set<String> names) {
		new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
			@Override
			public void visitClassType(String name) {
				names.add(name);
			}
		});
	}

	private static final class MemberDescriptors extends ClassVisitor {

		private final Set<String> names;

		MemberDescriptors(Set<String> names) {
			super(Opcodes.ASM9);
			this.names = names;
		}

		@Override
		public FieldVisitor visitField(int access, String name, String descriptor, @Nullable String signature,
				@Nullable Object value) {
			add(descriptor, signature);
			return super.visitField(access, name, descriptor, signature, value);
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			add(descriptor, signature);
			return super.visitMethod(access, name, descriptor, signature, exceptions);
		}

		private void add(String descriptor, @Nullable String signature) {
			addDescriptor(descriptor, this.names);
			if (signature != null) {
				addSignature(signature, this.names);
			}
		}

	}

}
