package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A program of system calls: {@code syscalls.c} makes them, in a process of its own.
 */
public abstract class SyscallAttack implements Attack {

	/** The system calls that are tried, one after the other. */
	protected abstract Program program(Scene scene) throws Exception;

	@Override
	public List<String> prepare(Scene scene) throws Exception {
		return program(scene).toArguments();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		return Hostile.run(command);
	}

	@Override
	public boolean tried(Trial trial) {
		return trial.answer().contains("begun");
	}

	/**
	 * What the kernel answered, the last time if there were several.
	 * @param statement of the program, counted from 0
	 * @return a negative error number, or what the call returns
	 */
	protected static long answer(Trial trial, int statement) {
		String mark = "answer %d: ".formatted(statement);
		return trial.answer()
			.lines()
			.filter((line) -> line.contains(mark))
			.map((line) -> Long.valueOf(line.substring(line.indexOf(mark) + mark.length()).strip()))
			.reduce(Long.MIN_VALUE, (earlier, last) -> last);
	}

	/** The processes that make the calls, while they hold. */
	protected static List<HostProcess> callers(Trial trial) {
		return trial.processes()
			.stream()
			.filter((process) -> Path.of(process.link("exe")).getFileName().toString().startsWith("program"))
			.toList();
	}

	/**
	 * Whether a caller is in another namespace of a kind than the JVM that started it.
	 */
	protected static boolean hasNewNamespace(Trial trial, String kind) {
		Set<String> known = trial.processes()
			.stream()
			.filter((process) -> process.link("exe").endsWith("java"))
			.map((process) -> process.link("ns/" + kind))
			.collect(Collectors.toSet());
		return callers(trial).stream().anyMatch((process) -> !known.contains(process.link("ns/" + kind)));
	}

	/** Whether a caller, which nobody leaves one, has a socket. */
	protected static boolean hasSocket(Trial trial) {
		return callers(trial).stream()
			.flatMap((process) -> process.descriptors().stream())
			.anyMatch((target) -> target.startsWith("socket:"));
	}

	/** Whether the kernel, asked by the machine's root, knows a key. */
	protected static boolean hasKey(String description) throws IOException {
		return Files.readString(Path.of("/proc/keys")).contains(description);
	}

	/** Whether a caller has a descriptor of a kind open. */
	protected static boolean hasDescriptor(Trial trial, String kind) {
		return callers(trial).stream().anyMatch((process) -> process.descriptors().contains(kind));
	}

}
