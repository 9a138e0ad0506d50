package com.portofcontext.pctx.sandbox.classpath;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.classpath.Instructions.Call;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * Follows values that may be the bean, or give access to it, through one method.
 */
final class ThisInterpreter extends BasicInterpreter {

	private static final BasicValue THIS = new BasicValue(Type.getObjectType("this"));

	/** Bootstrap methods that call nothing but the handles they are given. */
	private static final Set<String> KNOWN_BOOTSTRAPS = Set.of("java/lang/invoke/LambdaMetafactory",
			"java/lang/invoke/StringConcatFactory", "java/lang/runtime/ObjectMethods",
			"java/lang/runtime/SwitchBootstraps", "java/lang/invoke/ConstantBootstraps");

	private final ThisFlow flow;

	private final MethodId method;

	ThisInterpreter(ThisFlow flow, MethodId method) {
		super(Opcodes.ASM9);
		this.flow = flow;
		this.method = method;
	}

	static boolean isThis(@Nullable BasicValue value) {
		return THIS.equals(value);
	}

	static boolean isKnownBootstrap(InvokeDynamicInsnNode dynamic) {
		return KNOWN_BOOTSTRAPS.contains(dynamic.bsm.getOwner());
	}

	@Override
	public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
		boolean receiver = isInstanceMethod && local == 0 && this.flow.family().supertype(this.method.owner()) != null;
		return (receiver || this.flow.isParameter(this.method, local)) ? THIS : newValue(type);
	}

	@Override
	public @Nullable BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
		return (instruction instanceof FieldInsnNode field && isStored(field)) ? THIS : super.newOperation(instruction);
	}

	@Override
	public @Nullable BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value)
			throws AnalyzerException {
		switch (instruction.getOpcode()) {
			case Opcodes.CHECKCAST -> {
				return isThis(value) ? THIS : super.unaryOperation(instruction, value);
			}
			case Opcodes.GETFIELD -> {
				return isStored((FieldInsnNode) instruction) ? THIS : super.unaryOperation(instruction, value);
			}
			case Opcodes.PUTSTATIC -> store((FieldInsnNode) instruction, value);
			default -> {
			}
		}
		return super.unaryOperation(instruction, value);
	}

	@Override
	public @Nullable BasicValue binaryOperation(AbstractInsnNode instruction, BasicValue first, BasicValue second)
			throws AnalyzerException {
		if (instruction.getOpcode() == Opcodes.PUTFIELD) {
			store((FieldInsnNode) instruction, second);
		}
		if (instruction.getOpcode() == Opcodes.AALOAD && this.flow.isStoredInArray()) {
			return THIS;
		}
		return super.binaryOperation(instruction, first, second);
	}

	@Override
	public @Nullable BasicValue ternaryOperation(AbstractInsnNode instruction, BasicValue first, BasicValue second,
			BasicValue third) throws AnalyzerException {
		if (instruction.getOpcode() == Opcodes.AASTORE && isThis(third)) {
			this.flow.storedInArray();
		}
		return super.ternaryOperation(instruction, first, second, third);
	}

	@Override
	public @Nullable BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> values)
			throws AnalyzerException {
		boolean result = false;
		if (instruction instanceof MethodInsnNode call) {
			result = call(Call.of(call), call, values);
		}
		else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
			result = values.stream().anyMatch(ThisInterpreter::isThis) && mayGiveAccess(dynamic.desc);
			capture(dynamic, values);
		}
		return result ? THIS : super.naryOperation(instruction, values);
	}

	@Override
	public void returnOperation(AbstractInsnNode instruction, BasicValue value, BasicValue expected)
			throws AnalyzerException {
		if (isThis(value)) {
			this.flow.returned(this.method);
		}
		super.returnOperation(instruction, value, expected);
	}

	@Override
	public BasicValue merge(BasicValue first, BasicValue second) {
		return (isThis(first) || isThis(second)) ? THIS : super.merge(first, second);
	}

	private boolean call(Call call, MethodInsnNode instruction, List<? extends BasicValue> arguments) {
		boolean isStatic = instruction.getOpcode() == Opcodes.INVOKESTATIC;
		if (!isStatic && isThis(arguments.get(0))) {
			this.flow.called(this.method, call);
		}
		this.flow.passed(call, arguments);
		Collection<MethodId> callees = this.flow.family().select(call.fixed(), call.owner(), call.key());
		if (callees.isEmpty()) {
			return arguments.stream().anyMatch(ThisInterpreter::isThis) && mayGiveAccess(instruction.desc);
		}
		return callees.stream().anyMatch(this.flow::isReturned);
	}

	private void capture(InvokeDynamicInsnNode dynamic, List<? extends BasicValue> captured) {
		List<Handle> handles = Instructions.methodHandles(dynamic);
		for (Handle handle : handles) {
			boolean bound = handle.getTag() != Opcodes.H_INVOKESTATIC && !captured.isEmpty();
			if (bound && isThis(captured.get(0))) {
				this.flow.called(this.method, Call.of(handle));
			}
			if (handle.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
				this.flow.passed(Call.of(handle), captured);
			}
		}
		if (!isKnownBootstrap(dynamic) && captured.stream().anyMatch(ThisInterpreter::isThis)) {
			Stream.concat(Stream.of(dynamic.name), Stream.of(dynamic.bsmArgs))
				.filter(Objects::nonNull)
				.forEach((name) -> this.flow.calledByName(this.method, name));
		}
	}

	private boolean isStored(FieldInsnNode field) {
		return this.flow.isStored(field.owner, field.name, field.desc);
	}

	private void store(FieldInsnNode field, BasicValue value) {
		if (isThis(value)) {
			this.flow.stored(field.owner, field.name);
		}
	}

	/**
	 * Whether a method that was given {@code this} may have given it back, as itself or
	 * in some container.
	 */
	private static boolean mayGiveAccess(String descriptor) {
		Type type = Type.getReturnType(descriptor);
		return type.getSort() == Type.OBJECT && !type.getClassName().equals("java.lang.String")
				&& !type.getClassName().equals("java.lang.Class");
	}

}
