package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose heap is too small for what it sends or gets, in a process of its
 * own: the call ends with an exception that says what to change, and the next one works.
 */
class SandboxHeapTests {

	private static final String HEAP = "-Xmx64m";

	/** Many times the memory of either side. */
	private static final long STREAMED = 1L << 30;

	@TempDir
	private Path directory;

	@Test
	void whenHeapIsTooSmallForACallThenCallSaysSoAndSandboxGoesOn() throws Exception {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx--x--x"));
		List<String> lines = run();
		assertThat(line(lines, "LIST")).contains("SandboxResultException: ", "Worker.list was called",
				"has no memory to read its answer", "pctx.sandbox.defaults.max-result-size", "-Xmx (now ");
		assertThat(line(lines, "BYTES"))
			.contains("SandboxResultException: ", "Worker.bytes ran", "has no memory", "by -Xmx")
			.doesNotContain("No worker answers");
		assertThat(line(lines, "ARGUMENT")).contains("SandboxException: ", "Worker.length was not called",
				"has no memory to send its arguments", "by -Xmx (now ");
		assertThat(line(lines, "STREAM")).endsWith(" " + STREAMED);
		assertThat(line(lines, "AFTERWARDS")).endsWith(" 3");
	}

	private static String line(List<String> lines, String name) {
		return lines.stream().filter((line) -> line.startsWith(name + " ")).findFirst().orElse("there is none");
	}

	private List<String> run() throws IOException, InterruptedException {
		Path log = this.directory.resolve("log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), HEAP,
				"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
				this.directory.resolve("sandbox").toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
			assertThat(process.exitValue()).as(Files.readString(log)).isZero();
			return Files.readAllLines(log);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	static class Worker {

		/** Little on its way, and some 60 MB where it is read. */
		@Sandboxed
		public List<Integer> list() {
			return Collections.nCopies(8_000_000, 1);
		}

		/** More on its way than the heap holds. */
		@Sandboxed
		public byte[] bytes() {
			return new byte[80 << 20];
		}

		@Sandboxed
		public int length(byte[] bytes) {
			return bytes.length;
		}

		@Sandboxed(profile = "stream")
		public InputStream copy(InputStream content) {
			return content;
		}

	}

	/**
	 * Makes calls that its heap is too small for, and one that it is not.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication spring = new SpringApplication(Application.class);
			try (ConfigurableApplicationContext context = spring.run("--pctx.sandbox.local.directory=" + args[0],
					"--pctx.sandbox.defaults.memory=512MB", "--pctx.sandbox.defaults.timeout=1m",
					"--pctx.sandbox.defaults.max-result-size=100MB", "--pctx.sandbox.profiles.stream.memory=96MB",
					"--pctx.sandbox.profiles.stream.max-result-size=1100MB",
					"--pctx.sandbox.profiles.stream.timeout=3m", "--pctx.sandbox.pool.warm-up=false",
					"--pctx.sandbox.pool.min-idle=0")) {
				Worker worker = context.getBean(Worker.class);
				print("LIST", worker::list);
				print("BYTES", worker::bytes);
				print("ARGUMENT", () -> worker.length(new byte[20 << 20]));
				print("STREAM", () -> copy(worker));
				print("AFTERWARDS", () -> worker.length(new byte[3]));
			}
		}

		private static long copy(Worker worker) throws IOException {
			long size = 0;
			byte[] bytes = new byte[64 * 1024];
			try (InputStream result = worker.copy(new Zeros(STREAMED))) {
				for (int read = result.read(bytes); read >= 0; read = result.read(bytes)) {
					size += read;
				}
			}
			return size;
		}

		private static void print(String name, Callable<?> call) {
			String end;
			try {
				end = String.valueOf(call.call());
			}
			catch (SandboxException ex) {
				end = ex.toString();
			}
			catch (Exception | Error ex) {
				end = "an end that is none of the sandbox's: " + ex;
			}
			System.out.println(name + " " + end);
		}

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	/**
	 * As many zeros as asked for.
	 */
	static final class Zeros extends InputStream {

		private long left;

		Zeros(long count) {
			this.left = count;
		}

		@Override
		public int read() {
			return (this.left-- > 0) ? 0 : -1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			int read = (int) Math.min(length, this.left);
			this.left -= read;
			return (read > 0) ? read : -1;
		}

	}

}
