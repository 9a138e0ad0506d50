package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The choice among the real jails of this machine, and ones that are made to fail.
 */
class JailsTests {

	/** What bwrap 0.9.0 says under AppArmor's restriction. */
	private static final String APPARMOR = "bwrap: setting up uid map: Permission denied";

	private static final String FAILING = """
			#!/bin/sh
			[ "$1" = --version ] && echo 1.2.3 && exit 0
			echo '%s' >&2
			exit 1
			""".formatted(APPARMOR);

	/** The real bwrap where a sysctl of this one user namespace forbids others. */
	private static final String EXHAUSTED = """
			#!/bin/sh
			[ "$1" = --version ] && echo 1.2.3 && exit 0
			exec unshare --user --map-current-user --keep-caps /bin/sh -c '
				echo 0 >/proc/sys/user/max_user_namespaces
				exec setpriv --ambient-caps=-all --inh-caps=-all bwrap "$@"' sh "$@"
			""";

	private static final String HANGING = """
			#!/bin/sh
			[ "$1" = --version ] && echo 1.2.3 && exit 0
			echo thinking
			exec sleep 60
			""";

	private final boolean root = System.getProperty("user.name").equals("root");

	private Path directory;

	@BeforeEach
	void create() throws IOException {
		Path parent = this.root ? Path.of("/run") : Path.of(System.getProperty("user.home"), ".cache");
		this.directory = Files.createTempDirectory(Files.createDirectories(parent), "pctx-test");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx--x--x"));
	}

	@AfterEach
	void delete() throws IOException {
		Files.deleteIfExists(this.directory.resolve("seccomp.bpf"));
		// Fails where a probe left something.
		Files.delete(this.directory);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenJailIsAskedForThenItIsChosen(JailKind kind) throws Exception {
		ChosenJail chosen = jails(Map.of()).choose(kind);
		assertThat(chosen.jail().kind()).isEqualTo(kind);
		assertThat(chosen.reason()).isEqualTo("asked for by pctx.sandbox.jail");
	}

	@Test
	void whenBothWorkThenBubblewrapIsChosen() throws Exception {
		ChosenJail chosen = jails(Map.of()).choose(null);
		assertThat(chosen.jail().kind()).isEqualTo(JailKind.BUBBLEWRAP);
		assertThat(chosen.reason()).startsWith("preferred: empty root");
	}

	@Test
	void whenBubblewrapIsForbiddenThenFirejailIsChosenAndReasonTold(@TempDir Path bin) throws Exception {
		ChosenJail chosen = jails(Map.of("bwrap", script(bin, FAILING))).choose(null);
		assertThat(chosen.jail().kind()).isEqualTo(JailKind.FIREJAIL);
		assertThat(chosen.reason()).startsWith("bubblewrap does not work here").contains(APPARMOR);
	}

	@Test
	void whenNoUserNamespaceIsLeftThenFirejailIsChosenAndReasonTold(@TempDir Path bin) throws Exception {
		ChosenJail chosen = jails(Map.of("bwrap", script(bin, EXHAUSTED))).choose(null);
		assertThat(chosen.jail().kind()).isEqualTo(JailKind.FIREJAIL);
		assertThat(chosen.reason()).contains("namespace");
	}

	@Test
	void whenBubblewrapIsMissingThenFirejailIsChosen() throws Exception {
		ChosenJail chosen = jails(Map.of("bwrap", Path.of("/nowhere/bwrap"))).choose(null);
		assertThat(chosen.jail().kind()).isEqualTo(JailKind.FIREJAIL);
		assertThat(chosen.reason()).isEqualTo("bubblewrap is not installed");
	}

	@Test
	void whenUserIsOrdinaryThenFirejailIsNotChosen() throws Exception {
		WorkerUser user = user();
		WorkerUser ordinary = new WorkerUser(user.name(), user.uid(), user.gid(), user.home(), true);
		Jails jails = new Jails(JavaRuntimeFiles.ofThisJvm(), this.directory, ordinary, Duration.ofSeconds(20),
				(command) -> command.equals("bwrap") ? Optional.empty() : Executables.find(command));
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> jails.choose(null))
			.withMessageContaining("bubblewrap is not installed")
			.withMessageContaining("run the application as root");
	}

	@Test
	void whenForbiddenJailIsAskedForThenNoOtherIsChosen(@TempDir Path bin) throws Exception {
		Jails jails = jails(Map.of("bwrap", script(bin, FAILING)));
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> jails.choose(JailKind.BUBBLEWRAP))
			.withMessageContaining(APPARMOR)
			.withMessageContaining("user.max_user_namespaces");
	}

	@Test
	void whenBubblewrapWasNotTriedOutThenNoKernelSettingIsBlamed(@TempDir Path bin) throws Exception {
		Jails jails = jails(Map.of("bwrap", script(bin, "#!/bin/sh\nexit 1\n")));
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> jails.choose(JailKind.BUBBLEWRAP))
			.withMessageContaining("--version' failed")
			.withMessageNotContaining("namespaces");
	}

	@Test
	void whenNoJailWorksThenEachReasonIsTold(@TempDir Path bin) throws Exception {
		Path failing = script(bin, FAILING);
		Jails jails = jails(Map.of("bwrap", failing, "firejail", failing));
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> jails.choose(null))
			.withMessageContaining("bubblewrap does not work here")
			.withMessageContaining("firejail does not work here");
	}

	@Test
	void whenJailHangsThenItIsKilled(@TempDir Path bin) throws Exception {
		Path hanging = script(bin, HANGING);
		Jails jails = jails(Map.of("bwrap", hanging), Duration.ofSeconds(1));
		assertThatExceptionOfType(JailException.class).isThrownBy(() -> jails.choose(JailKind.BUBBLEWRAP))
			.withMessageContaining("thinking");
		assertThat(ProcessHandle.current().descendants())
			.noneMatch((process) -> process.isAlive() && process.info().command().orElse("").endsWith("sleep"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "kernel/apparmor_restrict_unprivileged_userns 1", "user/max_user_namespaces 0",
			"kernel/unprivileged_userns_clone 0" })
	void whenSettingForbidsUserNamespacesThenItIsNamed(String setting, @TempDir Path settings) throws IOException {
		String[] parts = setting.split(" ");
		Path file = settings.resolve(parts[0]);
		Files.createDirectories(file.getParent());
		Files.writeString(file, parts[1] + "\n");
		assertThat(new UserNamespaces(settings).advice()).contains(parts[0].replace('/', '.'));
		Files.writeString(file, "2\n");
		assertThat(new UserNamespaces(settings).advice()).contains("seccomp profile");
	}

	private Jails jails(Map<String, Path> instead) throws IOException {
		return jails(instead, Duration.ofSeconds(20));
	}

	private Jails jails(Map<String, Path> instead, Duration timeout) throws IOException {
		return new Jails(JavaRuntimeFiles.ofThisJvm(), this.directory, user(), timeout,
				(command) -> instead.containsKey(command)
						? Optional.of(instead.get(command)).filter(Files::isExecutable) : Executables.find(command));
	}

	private WorkerUser user() throws IOException {
		String name = this.root ? "pctx-sandbox" : System.getProperty("user.name");
		try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
			String[] columns = lines.filter((line) -> line.startsWith(name + ":")).findFirst().orElseThrow().split(":");
			return new WorkerUser(name, Long.parseLong(columns[2]), Long.parseLong(columns[3]), Path.of(columns[5]),
					!this.root);
		}
	}

	private static Path script(Path bin, String text) throws IOException {
		Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path script = Files.writeString(bin.resolve("jail"), text);
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
		return script;
	}

}
