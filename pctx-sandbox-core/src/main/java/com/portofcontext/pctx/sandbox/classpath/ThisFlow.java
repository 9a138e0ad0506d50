package com.portofcontext.pctx.sandbox.classpath;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.classpath.Instructions.Call;
import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * Where the bean's {@code this} may flow to within a family: through variables,
 * parameters, results, fields and what lambdas capture. Fields and parameters that are
 * filled from elsewhere, such as a self-injected proxy, do not hold it.
 */
final class ThisFlow {

	/**
	 * Such a field holds the outer instance also where no call of its constructor is
	 * seen.
	 */
	private static final String OUTER_INSTANCE = "this$";

	private final ClassFamily family;

	private final Set<MethodKey> sandboxed;

	private final Set<Object> holders = new HashSet<>();

	private final Map<MethodId, Set<MethodKey>> calls = new LinkedHashMap<>();

	private boolean grown;

	/**
	 * A variable slot that holds an argument.
	 */
	private record Parameter(MethodId method, int slot) {

	}

	private record Field(String owner, String name) {

	}

	private record Result(MethodId method) {

	}

	ThisFlow(ClassFamily family, Set<MethodKey> sandboxed) {
		this.family = family;
		this.sandboxed = sandboxed;
		do {
			this.grown = false;
			family.methods().forEach(this::analyze);
		}
		while (this.grown);
	}

	private void analyze(MethodId method, MethodNode node) {
		if ((node.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
			return;
		}
		try {
			new Analyzer<BasicValue>(new ThisInterpreter(this, method)).analyze(method.owner(), node);
		}
		catch (AnalyzerException ex) {
			// Unknown flow counts as this
			Instructions.calls(node).forEach((call) -> called(method, call));
		}
	}

	/**
	 * Return the sandboxed methods that are called on what may be {@code this}.
	 * @return names and descriptors by caller
	 */
	Map<MethodId, Set<MethodKey>> calls() {
		return this.calls;
	}

	ClassFamily family() {
		return this.family;
	}

	void called(MethodId caller, Call call) {
		if (this.sandboxed.contains(call.key()) && this.family.supertype(call.owner()) != null) {
			this.calls.computeIfAbsent(caller, (key) -> new HashSet<>()).add(call.key());
		}
	}

	void calledByName(MethodId caller, Object name) {
		this.sandboxed.stream()
			.filter((key) -> key.name().equals(name))
			.forEach((key) -> this.calls.computeIfAbsent(caller, (method) -> new HashSet<>()).add(key));
	}

	/**
	 * Pass arguments to whatever the call may select.
	 * @param call the call
	 * @param arguments the arguments, receiver first; those of a lambda may be fewer than
	 * the method takes
	 */
	void passed(Call call, List<? extends BasicValue> arguments) {
		for (MethodId callee : this.family.select(call.fixed(), call.owner(), call.key())) {
			int slot = 0;
			for (BasicValue argument : arguments) {
				if (ThisInterpreter.isThis(argument)) {
					hold(new Parameter(callee, slot));
				}
				slot += argument.getSize();
			}
		}
	}

	boolean isParameter(MethodId method, int slot) {
		return this.holders.contains(new Parameter(method, slot));
	}

	void stored(String owner, String name) {
		hold(new Field(owner, name));
	}

	boolean isStored(String owner, String name, String descriptor) {
		return this.holders.contains(new Field(owner, name)) || (name.startsWith(OUTER_INSTANCE)
				&& this.family.supertype(Type.getType(descriptor).getInternalName()) != null);
	}

	void returned(MethodId method) {
		hold(new Result(method));
	}

	boolean isReturned(MethodId method) {
		return this.holders.contains(new Result(method));
	}

	/**
	 * Arrays are not told apart: once one holds {@code this}, all may.
	 */
	void storedInArray() {
		hold(Object[].class);
	}

	boolean isStoredInArray() {
		return this.holders.contains(Object[].class);
	}

	private void hold(Object holder) {
		this.grown |= this.holders.add(holder);
	}

}
