package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.portofcontext.pctx.sandbox.guest.agent.Blobs;
import com.portofcontext.pctx.sandbox.guest.agent.WorkerChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

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
		List<String> jars = new Blobs(blobs)
			.of(Attack.class, FrameChannel.class, WorkerChannel.class, CBORMapper.class, ObjectMapper.class,
					JsonParser.class, JsonProperty.class)
			.stream()
			.map((name) -> blobs.resolve(name + ".jar").toString())
			.toList();
		give(blobs);
		return new ControlRange(base, String.join(":", jars));
	}

	/** As an application's store would be whose workers run as its own account. */
	private static void give(Path store) throws IOException {
		UserPrincipal account = store.getFileSystem()
			.getUserPrincipalLookupService()
			.lookupPrincipalByName(Scene.ACCOUNT);
		Files.setOwner(store, account);
		try (Stream<Path> jars = Files.list(store)) {
			for (Path jar : jars.toList()) {
				Files.setOwner(jar, account);
			}
		}
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
