package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link LimaApplication} in a process, which is told what to do by its input.
 */
final class LimaProcess {

	/** As long as an emulated processor may need. */
	static final Duration PATIENCE = Duration.ofMinutes(20);

	private final Path log;

	private final Process process;

	LimaProcess(LimaFixture fixture, int number, List<String> properties) throws IOException {
		this.log = fixture.directory().resolve("log-" + number);
		List<String> command = new ArrayList<>(fixture.asAccount(System.getProperty("java.home") + "/bin/java",
				"-Dpctx.sandbox.lima.emulation=true", "-Dpctx.sandbox.profiles.net.network.allow=", "-cp",
				fixture.classPath(), LimaApplication.class.getName()));
		command.addAll(properties);
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(this.log.toFile()).start();
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	/** Wait for a line of its log. */
	String await(String text) {
		return await(Pattern.compile("(?m)^.*" + Pattern.quote(text) + ".*$"), 0);
	}

	/** Say a line, and wait for what became of it. */
	String outcome(String line) throws IOException {
		int begin = log().length();
		OutputStream input = this.process.getOutputStream();
		input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
		input.flush();
		return await(Pattern.compile("(?m)^.*(ANSWER|FAILED) " + Pattern.quote(line) + "[ :].*$"), begin);
	}

	private String await(Pattern line, int begin) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.failFast(() -> !this.process.isAlive() && !line.matcher(log().substring(begin)).find())
			.until(() -> line.matcher(log().substring(begin)), Matcher::find)
			.group();
	}

	List<ProcessHandle> descendants() {
		return this.process.descendants().toList();
	}

	/** As a user would: its input ends. */
	void end() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(log()).contains("ENDED");
	}

	/** With the commands that it runs. */
	void killAll() throws InterruptedException {
		List<ProcessHandle> children = descendants();
		kill();
		children.forEach(ProcessHandle::destroyForcibly);
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
	}

}
