package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxStatus;

/**
 * What the figures were measured on, without which they say nothing.
 *
 * @param cpu the model of the processor
 * @param cores how many of it this JVM may use
 * @param load the load averages before anything was measured
 */
record Host(String cpu, int cores, String load) {

	static Host read() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			String cpu = lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
			String load = Files.readString(Path.of("/proc/loadavg")).strip();
			return new Host(cpu, Runtime.getRuntime().availableProcessors(),
					String.join(" ", load.split(" ")).replaceAll("^((\\S+ ){2}\\S+).*", "$1"));
		}
	}

	String describe(SandboxStatus status) {
		return """
				CPU %s, %d cores, load average at the beginning %s
				JDK %s (%s), Linux %s
				machine %s, jail %s, limits by %s%s
				""".formatted(this.cpu, this.cores, this.load, System.getProperty("java.runtime.version"),
				System.getProperty("java.vendor"), System.getProperty("os.version"), status.machine(), status.jail(),
				status.limits(), status.unenforced().isEmpty() ? "" : ", unenforced " + status.unenforced());
	}

}
