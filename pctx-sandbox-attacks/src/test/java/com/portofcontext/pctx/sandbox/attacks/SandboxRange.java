package com.portofcontext.pctx.sandbox.attacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.guest.agent.Leftovers;
import org.assertj.core.api.Assertions;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * An application with the starter on this machine, whose sandboxed methods are hostile.
 */
final class SandboxRange implements Range {

	private static final Path ROOT = Path.of("/");

	private final Path base;

	private final ConfigurableApplicationContext context;

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private final Console console = new Console();

	private SandboxRange(Path base, ConfigurableApplicationContext context) {
		this.base = base;
		this.context = context;
	}

	static SandboxRange start(String jail) throws Exception {
		Path base = newBase();
		return new SandboxRange(base,
				new SpringApplicationBuilder(HostileApplication.class).web(WebApplicationType.NONE)
					.run("--pctx.sandbox.jail=" + jail, "--pctx.sandbox.local.directory=" + base));
	}

	/** A directory that workers of another account may pass through. */
	static Path newBase() throws Exception {
		Path base = Files.createTempDirectory(Path.of("/run"), "pctx-attacks");
		Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
		return base;
	}

	@Override
	public Scene scene() throws Exception {
		return new Scene(ROOT, List.of(), this.base);
	}

	@Override
	public Trial start(Attack attack, List<String> arguments, Scene scene) {
		SandboxOperations operations = this.context.getBean(SandboxOperations.class);
		SandboxTrial trial = new SandboxTrial(
				() -> operations.callWith((policy) -> policy.withNetworkAllow(attack.allow()),
						attack.getClass().getName(), "attack", arguments),
				this.callers, this.console, this::leftovers);
		trial.awaitDeed();
		return trial;
	}

	/** What is there of this application's workers, as the kernel tells it. */
	private Leftovers leftovers() {
		String[] runs = this.base.resolve("run").toFile().list();
		return new Leftovers(this.base, List.of((runs != null) ? runs : new String[0]));
	}

	@Override
	public void close() {
		Leftovers leftovers = leftovers();
		this.context.close();
		this.callers.shutdownNow();
		this.console.close();
		try {
			await().atMost(Scene.BOUND)
				.pollInterval(Duration.ofMillis(20))
				.untilAsserted(() -> Assertions.assertThat(leftovers.all()).isEmpty());
		}
		finally {
			FileSystemUtils.deleteRecursively(this.base.toFile());
		}
	}

}
