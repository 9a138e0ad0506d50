package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The same work as a call's by a process of its own for each, as one would do it by hand.
 */
final class ProcessPerCall {

	private static final int WARM_UP = 2;

	private static final int COUNT = 20;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final List<Class<?>> NEEDED = List.of(SummaryProgram.class, Sandboxed.class, ValueMapper.class,
			CBORMapper.class, ObjectMapper.class, JsonParser.class, JsonCreator.class);

	private final List<String> command;

	private final byte[] arguments;

	private final ValueReader reader;

	private ProcessPerCall(List<String> command) {
		this.command = command;
		CBORMapper mapper = ValueMapper.create();
		this.arguments = new ValueWriter(mapper, List.of(SummaryProgram.rows(mapper)))
			.write(new Object[] { Reports.ROWS }, SummaryProgram.MAX_BYTES);
		this.reader = new ValueReader(mapper, List.of(SummaryProgram.summary(mapper)));
	}

	static Figure bubblewrap() throws Exception {
		return measure("bwrap java for each call", EchoProcess.BUBBLEWRAP.jail());
	}

	static Figure firejail() throws Exception {
		return measure("firejail java for each call", EchoProcess.FIREJAIL.jail());
	}

	/** Where the engine runs; its image is empty, and sees this machine's own files. */
	static Figure docker() throws Exception {
		String image = DockerImage.make();
		List<String> run = new ArrayList<>(List.of("docker", "run", "--rm", "--interactive", "--network=none",
				"--cap-drop=ALL", "--memory=512m", "--cpus=1", "--pids-limit=128"));
		Stream.concat(Stream.of("/usr", "/etc/alternatives", System.getProperty("java.home")), classPath())
			.distinct()
			.forEach((path) -> run.add("--volume=%s:%s:ro".formatted(path, path)));
		run.add(image);
		return measure("docker run java for each call", run);
	}

	private static Figure measure(String title, List<String> jail) throws Exception {
		List<String> command = new ArrayList<>(jail);
		command.addAll(JavaProgram.command(EchoProcess.OPTIONS, SummaryProgram.class,
				classPath().collect(Collectors.joining(":"))));
		ProcessPerCall calls = new ProcessPerCall(command);
		return Figure.of(title, Samples.time(WARM_UP, COUNT, Samples.Action.NONE, calls::call), Figure.MILLIS);
	}

	private static Stream<String> classPath() {
		return NEEDED.stream().map(JavaProgram::origin).distinct();
	}

	private void call() throws IOException, InterruptedException {
		Object[] values = this.reader.read(Command.run(PATIENCE, this.arguments, this.command));
		if (!(values[0] instanceof Reports.Summary summary) || summary.count() != Reports.ROWS.size()) {
			throw new IOException("It did not answer well: " + this.command);
		}
	}

}
