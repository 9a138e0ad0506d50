package com.portofcontext.pctx.sandbox.classpath;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * The classes that a class file refers to, from its constant pool and the descriptors of
 * its members. Annotations do not count, for the JVM ignores those it cannot find, and
 * neither do the classes around it or anonymous ones that no code uses. Hundreds of
 * classes are read while an application starts, so nothing is parsed but that.
 *
 * @param classes internal names of the classes
 * @param outer internal names of the classes around it, which the JVM loads for access
 * between them and nothing else
 * @param members the methods and fields of the classes that were asked for
 */
record ClassReferences(Set<String> classes, Set<String> outer, Set<MethodId> members) {

	private static final int CLASS = 7;

	private static final int FIELD = 9;

	private static final int INTERFACE_METHOD = 11;

	private static final int NAME_AND_TYPE = 12;

	private static final int METHOD_TYPE = 16;

	/**
	 * Read a class file.
	 * @param classFile its content
	 * @param owners the classes of which members are asked for
	 * @return what it refers to
	 */
	static ClassReferences of(byte[] classFile, Predicate<String> owners) {
		ClassReader reader = new ClassReader(classFile);
		ClassReferences references = new ClassReferences(new LinkedHashSet<>(), new LinkedHashSet<>(),
				new LinkedHashSet<>());
		char[] buffer = new char[reader.getMaxStringLength()];
		references.addMembers(reader, buffer);
		references.addConstants(reader, buffer, owners);
		return references;
	}

	private void addConstants(ClassReader reader, char[] buffer, Predicate<String> owners) {
		Set<String> named = new LinkedHashSet<>();
		for (int i = 1; i < reader.getItemCount(); i++) {
			int offset = reader.getItem(i);
			int tag = (offset != 0) ? reader.readByte(offset - 1) : 0;
			if (tag == CLASS) {
				addName(reader.readUTF8(offset, buffer), named);
			}
			else if (tag == NAME_AND_TYPE) {
				addDescriptor(reader.readUTF8(offset + 2, buffer), this.classes);
			}
			else if (tag == METHOD_TYPE) {
				addDescriptor(reader.readUTF8(offset, buffer), this.classes);
			}
			else if (tag >= FIELD && tag <= INTERFACE_METHOD) {
				String owner = reader.readClass(offset, buffer);
				addName(owner, this.classes);
				if (owners.test(owner)) {
					int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
					this.members.add(new MethodId(owner, reader.readUTF8(nameAndType, buffer),
							reader.readUTF8(nameAndType + 2, buffer)));
				}
			}
		}
		String name = reader.getClassName();
		for (String other : named) {
			if (name.startsWith(other) && name.startsWith("$", other.length())) {
				this.outer.add(other);
			}
			else if (!isAnonymousOrLocal(other)) {
				this.classes.add(other);
			}
		}
	}

	private static boolean isAnonymousOrLocal(String name) {
		int dollar = name.indexOf('$');
		while (dollar >= 0 && dollar + 1 < name.length()) {
			if (Character.isDigit(name.charAt(dollar + 1))) {
				return true;
			}
			dollar = name.indexOf('$', dollar + 1);
		}
		return false;
	}

	/** Walk through the tables of fields and methods (JVMS 4.1). */
	private void addMembers(ClassReader reader, char[] buffer) {
		int offset = reader.header + 2;
		addName(reader.readClass(offset, buffer), this.classes);
		if (reader.readUnsignedShort(offset + 2) != 0) {
			addName(reader.readClass(offset + 2, buffer), this.classes);
		}
		int interfaces = reader.readUnsignedShort(offset + 4);
		offset += 6;
		for (int i = 0; i < interfaces; i++, offset += 2) {
			addName(reader.readClass(offset, buffer), this.classes);
		}
		for (int table = 0; table < 2; table++) {
			int members = reader.readUnsignedShort(offset);
			offset += 2;
			for (int i = 0; i < members; i++) {
				addDescriptor(reader.readUTF8(offset + 4, buffer), this.classes);
				offset = addSignatures(reader, offset + 6, buffer);
			}
		}
		addSignatures(reader, offset, buffer);
	}

	private int addSignatures(ClassReader reader, int start, char[] buffer) {
		int attributes = reader.readUnsignedShort(start);
		int offset = start + 2;
		for (int i = 0; i < attributes; i++) {
			if ("Signature".equals(reader.readUTF8(offset, buffer))) {
				addSignature(reader.readUTF8(offset + 6, buffer), this.classes);
			}
			offset += 6 + reader.readInt(offset + 2);
		}
		return offset;
	}

	private static void addName(String name, Set<String> names) {
		if (name.startsWith("[")) {
			addDescriptor(name, names);
		}
		else {
			names.add(name);
		}
	}

	static void addDescriptor(String descriptor, Set<String> names) {
		int start = descriptor.indexOf('L');
		while (start >= 0) {
			int end = descriptor.indexOf(';', start);
			names.add(descriptor.substring(start + 1, end));
			start = descriptor.indexOf('L', end);
		}
	}

	/** The types in generic signatures: what a mapper will ask for by reflection. */
	private static void addSignature(String signature, Set<String> names) {
		new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {

			private String outer = "";

			@Override
			public void visitClassType(String name) {
				this.outer = name;
				names.add(name);
			}

			@Override
			public void visitInnerClassType(String name) {
				this.outer = this.outer + "$" + name;
				names.add(this.outer);
			}

		});
	}

}
