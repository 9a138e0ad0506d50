package com.portofcontext.pctx.sandbox.attacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.portofcontext.pctx.sandbox.guest.agent.Blobs;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;

import org.springframework.util.FileSystemUtils;

/**
 * No sandbox: plain processes that run the same code.
 */
final class ControlRange implements Range {

	private final Path base;

	private final String classPath;

	private ControlRange(Path base, String classPath) {
		this.base = base;
		this.classPath = classPath;
	}

	static ControlRange start() throws Exception {
		Path base = SandboxRange.newBase();
		Path blobs = base.resolve("blobs");
		List<String> jars = new Blobs(blobs).of(Attack.class, FrameChannel.class)
			.stream()
			.map((name) -> blobs.resolve(name + ".jar").toString())
			.toList();
		return new ControlRange(base, String.join(":", jars));
	}

	@Override
	public Scene scene() throws Exception {
		return new Scene(Path.of("/"), List.of(), this.base);
	}

	@Override
	public Trial start(Attack attack, List<String> arguments, Scene scene) throws Exception {
		String token = "pctx-control-" + UUID.randomUUID();
		Path scratch = scene.give(scene.openDirectory());
		String account = attack.control().account();
		List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", account, "--regid", account,
				"--clear-groups", "env", ControlTrial.TOKEN + "=" + token,
				System.getProperty("java.home") + "/bin/java", "-Xmx512m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + scratch, "-Duser.home=" + scratch,
				"-cp", this.classPath, ControlMain.class.getName(), attack.getClass().getName()));
		command.addAll(arguments);
		Path output = Files.createFile(scene.outside(scene.directory().resolve("control.out")));
		ControlTrial trial = new ControlTrial(new ProcessBuilder(command).directory(scratch.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start(), output, token);
		trial.awaitDeed();
		return trial;
	}

	@Override
	public void close() {
		FileSystemUtils.deleteRecursively(this.base.toFile());
	}

}
