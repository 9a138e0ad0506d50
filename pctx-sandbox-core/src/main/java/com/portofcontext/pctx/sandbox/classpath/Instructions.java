package com.portofcontext.pctx.sandbox.classpath;

import java.util.ArrayList;
import java.util.List;

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
 * What a method's instructions refer to, directly or by method handles. An application's
 * start goes through here once: streams would take longer to link than to run.
 */
final class Instructions {

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

	static List<Call> calls(MethodNode method) {
		List<Call> calls = new ArrayList<>();
		for (AbstractInsnNode instruction : method.instructions) {
			if (instruction instanceof MethodInsnNode call) {
				calls.add(Call.of(call));
			}
		}
		for (Handle handle : handles(method)) {
			if (isMethod(handle)) {
				calls.add(Call.of(handle));
			}
		}
		return calls;
	}

	static List<FieldAccess> fieldAccesses(MethodNode method) {
		List<FieldAccess> accesses = new ArrayList<>();
		for (AbstractInsnNode instruction : method.instructions) {
			if (instruction instanceof FieldInsnNode field) {
				accesses.add(new FieldAccess(field.getOpcode(), field.owner, field.name));
			}
		}
		for (Handle handle : handles(method)) {
			if (!isMethod(handle)) {
				accesses.add(new FieldAccess(opcode(handle), handle.getOwner(), handle.getName()));
			}
		}
		return accesses;
	}

	static List<Handle> methodHandles(InvokeDynamicInsnNode dynamic) {
		List<Handle> handles = new ArrayList<>();
		addHandles(dynamic, handles);
		handles.removeIf((handle) -> !isMethod(handle));
		return handles;
	}

	private static List<Handle> handles(MethodNode method) {
		List<Handle> handles = new ArrayList<>();
		for (AbstractInsnNode instruction : method.instructions) {
			if (instruction instanceof InvokeDynamicInsnNode dynamic) {
				addHandles(dynamic, handles);
			}
			else if (instruction instanceof LdcInsnNode constant) {
				addHandles(constant.cst, handles);
			}
		}
		return handles;
	}

	private static void addHandles(InvokeDynamicInsnNode dynamic, List<Handle> handles) {
		for (Object argument : dynamic.bsmArgs) {
			addHandles(argument, handles);
		}
	}

	private static void addHandles(Object constant, List<Handle> handles) {
		if (constant instanceof Handle handle) {
			handles.add(handle);
		}
		else if (constant instanceof ConstantDynamic dynamic) {
			for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
				addHandles(dynamic.getBootstrapMethodArgument(i), handles);
			}
		}
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
		return switch (handle.getTag()) {
			case Opcodes.H_GETFIELD, Opcodes.H_GETSTATIC, Opcodes.H_PUTFIELD, Opcodes.H_PUTSTATIC -> false;
			default -> true;
		};
	}

}
