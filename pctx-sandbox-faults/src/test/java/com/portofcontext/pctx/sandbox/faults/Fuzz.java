package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.agent.egress.ProxyFuzzer;
import com.portofcontext.pctx.sandbox.guest.protocol.DecoderFuzzer;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannelFuzzer;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableTextFuzzer;

/**
 * Feeds parsers with input that Jazzer makes up, guided by the code that it reaches, and
 * ends with an error unless they withstand all of it. What reaches something new is added
 * to the corpus, and so is what they do not withstand. Arguments: how many minutes for
 * each parser, the directory of the corpus, and one for the work.
 */
final class Fuzz {

	static final List<Class<?>> TARGETS = List.of(DecoderFuzzer.class, FrameChannelFuzzer.class,
			PrintableTextFuzzer.class, ProxyFuzzer.class);

	private static final long PATIENCE_MINUTES = 30;

	private Fuzz() {
	}

	public static void main(String[] args) throws Exception {
		long minutes = Long.parseLong(args[0]);
		boolean withstood = true;
		for (Class<?> target : TARGETS) {
			Path corpus = Path.of(args[1]).resolve(target.getSimpleName());
			Path work = Files.createDirectories(Path.of(args[2]).resolve(target.getSimpleName()));
			withstood &= run(target, List.of(work, corpus), minutes, List
				.of("-max_total_time=" + TimeUnit.MINUTES.toSeconds(minutes), "-artifact_prefix=" + corpus + "/"),
					ProcessBuilder.Redirect.INHERIT);
			withstood &= run(target, List.of(corpus, work), minutes, List.of("-merge=1"),
					ProcessBuilder.Redirect.INHERIT);
		}
		System.exit(withstood ? 0 : 1);
	}

	/**
	 * Run Jazzer in a JVM of its own.
	 * @param target what is fed
	 * @param corpora inputs to begin with; what is found is added to the first
	 * @param minutes how long it is to take at most, beside its start
	 * @param options what it is to do
	 * @param output where it tells about it
	 * @return whether the target withstood it
	 */
	static boolean run(Class<?> target, List<Path> corpora, long minutes, List<String> options,
			ProcessBuilder.Redirect output) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx512m",
				"-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path"),
				"com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
				"--instrumentation_includes=com.portofcontext.**", "-timeout=300"));
		command.addAll(options);
		corpora.forEach((corpus) -> command.add(corpus.toString()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		try {
			return process.waitFor(minutes + PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
