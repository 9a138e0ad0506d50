package com.portofcontext.pctx.sandbox.classpath;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a method's instructions refer to, directly or by method handles.
 */
final class Instructions {

	private static final Set<Integer> FIELD_HANDLES = Set.of(Opcodes.H_GETFIELD, Opcodes.H_GETSTATIC,
			Opcodes.H_PUTFIELD, Opcodes.H_PUTSTATIC);

	private Instructions() {
	}

	/**
	 * A call, or a method handle that will be called by someone.
	 */
	record Call(boolean fixed, String owner, MethodKey key) {

		static Call of(MethodInsnNode call) {
			boolean fixed = call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
			return new Call(fixed, call.owner, new MethodKey(call.name, call.desc));
		}

		static Call of(Handle handle) {
			boolean fixed = handle.getTag() != Opcodes.H_INVOKEVIRTUAL && handle.getTag() != Opcodes.H_INVOKEINTERFACE;
			return new Call(fixed, handle.getOwner(), new MethodKey(handle.getName(), handle.getDesc()));
		}

	}

	/**
	 * A field that is read or written.
	 */
	record FieldAccess(int opcode, String owner, String name) {

		boolean isInstanceRead() {
			return this.opcode == Opcodes.GETFIELD;
		}

		boolean isStaticRead() {
			return this.opcode == Opcodes.GETSTATIC;
		}

	}

	static Stream<Call> calls(MethodNode method) {
		Stream<Call> direct = stream(method, MethodInsnNode.class).map(Call::of);
		return Stream.concat(direct, handles(method).filter(Instructions::isMethod).map(Call::of));
	}

	static Stream<FieldAccess> fieldAccesses(MethodNode method) {
		Stream<FieldAccess> direct = stream(method, FieldInsnNode.class)
			.map((field) -> new FieldAccess(field.getOpcode(), field.owner, field.name));
		Stream<FieldAccess> handled = handles(method).filter((handle) -> !isMethod(handle))
			.map((handle) -> new FieldAccess(opcode(handle), handle.getOwner(), handle.getName()));
		return Stream.concat(direct, handled);
	}

	static Stream<Handle> methodHandles(InvokeDynamicInsnNode dynamic) {
		return Arrays.stream(dynamic.bsmArgs).flatMap(Instructions::handles).filter(Instructions::isMethod);
	}

	private static Stream<Handle> handles(MethodNode method) {
		Stream<Object> bootstrapArguments = stream(method, InvokeDynamicInsnNode.class)
			.flatMap((dynamic) -> Arrays.stream(dynamic.bsmArgs));
		Stream<Object> constants = stream(method, LdcInsnNode.class).map((constant) -> constant.cst);
		return Stream.concat(bootstrapArguments, constants).flatMap(Instructions::handles);
	}

	private static Stream<Handle> handles(Object constant) {
		if (constant instanceof Handle handle) {
			return Stream.of(handle);
		}
		if (constant instanceof ConstantDynamic dynamic) {
			return IntStream.range(0, dynamic.getBootstrapMethodArgumentCount())
				.mapToObj(dynamic::getBootstrapMethodArgument)
				.flatMap(Instructions::handles);
		}
		return Stream.empty();
	}

	private static int opcode(Handle handle) {
		return switch (handle.getTag()) {
			case Opcodes.H_GETFIELD -> Opcodes.GETFIELD;
			case Opcodes.H_GETSTATIC -> Opcodes.GETSTATIC;
			case Opcodes.H_PUTFIELD -> Opcodes.PUTFIELD;
			default -> Opcodes.PUTSTATIC;
		};
	}

	private static boolean isMethod(Handle handle) {
		return !FIELD_HANDLES.contains(handle.getTag());
	}

	private static <T extends AbstractInsnNode> Stream<T> stream(MethodNode method, Class<T> type) {
		return StreamSupport.stream(method.instructions.spliterator(), false).filter(type::isInstance).map(type::cast);
	}

}
