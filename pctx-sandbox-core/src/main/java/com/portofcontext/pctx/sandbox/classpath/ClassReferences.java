package com.portofcontext.pctx.sandbox.classpath;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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
 * its members. Annotations do not count, for the JVM ignores those it cannot find, and
 * neither do the classes around it or anonymous ones that no code uses.
 *
 * @param classes internal names of the classes
 * @param outer internal names of the classes around it, which the JVM loads for access
 * between them and nothing else
 * @param members the methods it calls, and the fields
 */
record ClassReferences(Set<String> classes, Set<String> outer, Set<MethodId> members) {

	private static final int CLASS = 7;

	private static final Set<Integer> MEMBERS = Set.of(9, 10, 11);

	private static final int NAME_AND_TYPE = 12;

	private static final int METHOD_TYPE = 16;

	private static final Pattern ANONYMOUS_OR_LOCAL = Pattern.compile(".+\\$\\d.*");

	static ClassReferences of(byte[] classFile) {
		ClassReader reader = new ClassReader(classFile);
		Set<String> classes = new LinkedHashSet<>();
		Set<String> names = new LinkedHashSet<>();
		Set<MethodId> members = new LinkedHashSet<>();
		char[] buffer = new char[reader.getMaxStringLength()];
		for (int i = 1; i < reader.getItemCount(); i++) {
			int offset = reader.getItem(i);
			if (offset == 0) {
				continue;
			}
			int tag = classFile[offset - 1];
			if (tag == CLASS) {
				addName(reader.readUTF8(offset, buffer), classes);
			}
			else if (tag == NAME_AND_TYPE) {
				addDescriptor(reader.readUTF8(offset + 2, buffer), names);
			}
			else if (tag == METHOD_TYPE) {
				addDescriptor(reader.readUTF8(offset, buffer), names);
			}
			else if (MEMBERS.contains(tag)) {
				int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
				MethodId member = new MethodId(reader.readClass(offset, buffer), reader.readUTF8(nameAndType, buffer),
						reader.readUTF8(nameAndType + 2, buffer));
				addName(member.owner(), names);
				members.add(member);
			}
		}
		reader.accept(new MemberDescriptors(names),
				ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		Set<String> outer = new LinkedHashSet<>();
		for (String name : classes) {
			boolean encloses = reader.getClassName().startsWith(name + "$");
			if (encloses) {
				outer.add(name);
			}
			else if (!ANONYMOUS_OR_LOCAL.matcher(name).matches()) {
				names.add(name);
			}
		}
		return new ClassReferences(names, outer, members);
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
		public void visit(int version, int access, String name, @Nullable String signature, @Nullable String superName,
				String @Nullable [] interfaces) {
			if (signature != null) {
				addSignature(signature, this.names);
			}
			this.names.add((superName != null) ? superName : name);
			this.names.addAll((interfaces != null) ? List.of(interfaces) : List.of());
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
