package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.portofcontext.pctx.sandbox.guest.agent.limits.WorkerGroup;

/**
 * Starts processes inside a group. All are started by one thread that lives as long as
 * the agent: a jail that dies with its parent dies with that thread.
 */
final class Launcher {

	/**
	 * Joins every group file as the process itself, then becomes the program, in a
	 * session of its own: a terminal's Ctrl-C is for the application, which ends calls in
	 * its own order.
	 */
	private static final String JOIN = """
			count=$1; shift
			while [ "$count" -gt 0 ]; do echo $$ >"$1" || exit 125; shift; count=$((count - 1)); done
			exec setsid "$@"
			""";

	private final ExecutorService thread = Executors
		.newSingleThreadExecutor(NamedThreads.daemon("pctx-sandbox-launcher"));

	Process launch(WorkerGroup group, List<String> program) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(group.launcher());
		List<Path> files = group.joinFiles();
		command.addAll(List.of("/bin/sh", "-c", JOIN, "sh", Integer.toString(files.size())));
		files.forEach((file) -> command.add(file.toString()));
		command.addAll(program);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(Path.of("/").toFile());
		builder.environment().keySet().retainAll(List.of("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"));
		builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
		Future<Process> started = this.thread.submit(builder::start);
		try {
			Process process = started.get();
			process.getOutputStream().close();
			group.started(process.pid());
			return process;
		}
		catch (InterruptedException ex) {
			// Nobody else would know what was started.
			this.thread.execute(() -> end(started));
			throw ex;
		}
		catch (ExecutionException ex) {
			throw new IOException("A process could not be started: " + ex.getCause(), ex.getCause());
		}
	}

	private static void end(Future<Process> started) {
		try {
			started.get().destroyForcibly();
		}
		catch (ExecutionException ex) {
			// There is none.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What was asked for is done first: the end of what nobody waited for. */
	void close() {
		this.thread.shutdown();
	}

}
