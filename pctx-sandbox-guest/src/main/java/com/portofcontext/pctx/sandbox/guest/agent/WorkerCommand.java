package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Jail;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JavaRuntimeFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.worker.WorkerMain;

/**
 * The command line of a worker's JVM.
 */
final class WorkerCommand {

	private static final long MEGABYTE = 1024 * 1024;

	/** What a small JVM needs beside its heap. */
	private static final long BASE = 40 * MEGABYTE;

	/**
	 * Left to itself the JDK looks for one in the class path, and runs it before anything
	 * is proven.
	 */
	private static final String SELECTOR_PROVIDER = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider";

	/**
	 * A JVM that maps archives of classes at an address of its own has to write to all of
	 * their pages, and shares none of them with others.
	 */
	private static final String SAME_ADDRESS = "-XX:ArchiveRelocationMode=0";

	/** What is the same for all workers. */
	static final List<String> OPTIONS = List.of("-Xms8m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
			"-XX:TieredStopAtLevel=1", "-XX:+DisableAttachMechanism", "-XX:-CreateCoredumpOnCrash",
			"-XX:ErrorFile=/dev/stdout", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
			"-Djava.awt.headless=true", "-Djdk.reflect.useNativeAccessorOnly=true", "-Dslf4j.internal.verbosity=ERROR",
			SELECTOR_PROVIDER, "-XX:+UnlockDiagnosticVMOptions", SAME_ADDRESS);

	private static final long MIN_HEAP = 16 * MEGABYTE;

	private WorkerCommand() {
	}

	/**
	 * Make a command line.
	 * @param hidden how many of the first jars are kept off the class path
	 */
	static List<String> of(JavaRuntimeFiles runtime, Jail jail, Cell cell, int hidden, WorkerStart start) {
		Limits limits = cell.limits();
		List<String> command = new ArrayList<>();
		command.add(runtime.launcher().toString());
		command.addAll(List.of("-Xmx" + heap(limits.memory()),
				"-XX:ActiveProcessorCount=" + Math.max(1, (int) Math.ceil(limits.cpus())),
				"-Djava.io.tmpdir=" + jail.scratch(cell), "-Duser.home=" + jail.scratch(cell)));
		command.addAll(OPTIONS);
		command.addAll(start.options(jail, cell));
		command.addAll(WorkerNetwork.options(jail, cell));
		List<String> jars = cell.classPath().stream().map((jar) -> jail.inside(cell, jar).toString()).toList();
		if (hidden > 0) {
			command.add("-D%s=%s".formatted(WorkerMain.HIDDEN, String.join(":", jars.subList(0, hidden))));
		}
		command.addAll(List.of("-cp", String.join(":", jars.subList(hidden, jars.size()))));
		command.add(WorkerMain.class.getName());
		Path socket = cell.directory().resolve(Cell.SOCKET);
		command.add(jail.inside(cell, socket).toString());
		command.addAll(WorkerNetwork.arguments(jail, cell));
		return command;
	}

	/** The heap must fit in the limit with everything a JVM has beside it. */
	static long heap(long memory) {
		return Math.max(MIN_HEAP, memory - BASE - memory / 8) / MEGABYTE * MEGABYTE;
	}

}
