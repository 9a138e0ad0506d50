package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of a real Lima machine, from its creation to its removal. One machine serves
 * all tests, in their order: each takes it as the one before left it. Run by the profiles
 * {@code lima-life} and {@code lima}.
 */
@Tag("lima")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxLimaTests {

	private LimaFixture fixture;

	private LimaProcess application;

	@BeforeAll
	void prepare() throws Exception {
		this.fixture = LimaFixture.create();
	}

	@AfterAll
	void removeAll() throws Exception {
		this.fixture.close();
	}

	@Test
	@Order(1)
	void whenProcessorCannotBeUsedThenStartIsRefusedWithTheReason() throws Exception {
		LimaProcess refused = this.fixture.start("--pctx.sandbox.lima.emulation=false");
		refused.await("APPLICATION FAILED TO START");
		assertThat(refused.log()).contains("pctx.sandbox.lima.emulation=true", "kvm");
		assertThat(this.fixture.limactl("list", "--json")).doesNotContain("pctx");
	}

	@Test
	@Order(2)
	void whenThereIsNoMachineThenItIsMadeAndServesCalls() throws Exception {
		this.application = this.fixture.start();
		this.application.await("STARTED");
		assertThat(this.application.log()).contains("activity=creating the machine",
				"EVENT SandboxProgressEvent[machine=lima, activity=keeping the machine's pristine state");
		assertThat(this.application.outcome("21")).contains("ANSWER 21 42");
		String seen = this.application.outcome("look");
		assertThat(seen).contains("routes=0", "resolver=false", "agent=false", "mounts=0", "sudo=false")
			.doesNotContain("gateway=reached");
	}

	@Test
	@Order(3)
	void whenMachineServesThenNothingButSshListensOnThisHost() throws Exception {
		List<String> listeners = this.fixture.listeners().lines().toList();
		assertThat(listeners).hasSize(1);
		assertThat(listeners.get(0)).startsWith("tcp").contains(" 127.0.0.1:", "\"qemu-system");
		assertThat(Files.getPosixFilePermissions(socket())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		assertThat(Files.getPosixFilePermissions(socket().getParent()))
			.isEqualTo(PosixFilePermissions.fromString("rwx------"));
	}

	private Path socket() throws IOException {
		try (Stream<Path> files = Files.list(this.fixture.home().resolve("_pctx/pctx"))) {
			return files.filter((file) -> file.toString().endsWith(".sock")).findFirst().orElseThrow();
		}
	}

	@Test
	@Order(4)
	void whenMachineIsResetThenNothingOfBeforeIsLeftAndItServesCalls() throws Exception {
		this.fixture.guest("sudo touch /var/tmp/left /run/left");
		assertThat(this.fixture.guest("ls /var/tmp /run")).contains("left");
		assertThat(this.application.outcome("reset")).contains("ANSWER reset done");
		assertThat(this.fixture.guest("ls /var/tmp /run; date +%Y")).doesNotContain("left").contains("20");
		assertThat(this.application.outcome("22")).contains("ANSWER 22 44");
	}

	@Test
	@Order(5)
	void whenLastApplicationEndsThenMachineIsStoppedAndItsConnectionsEnd() throws Exception {
		this.application.end();
		assertThat(this.fixture.limactl("list", "--json")).contains("\"status\":\"Stopped\"");
		Awaitility.await().atMost(LimaProcess.PATIENCE).until(() -> processes().isBlank());
	}

	@Test
	@Order(6)
	void whenMachineIsStoppedThenNextApplicationStartsItAgain() throws Exception {
		LimaProcess next = this.fixture.start();
		next.await("STARTED");
		assertThat(next.log()).contains("activity=starting the machine")
			.doesNotContain("activity=creating", "activity=installing");
		assertThat(next.outcome("23")).contains("ANSWER 23 46");
		next.end();
	}

	@Test
	@Order(7)
	void whenMachineIsRemovedThenNothingOfItIsLeft() throws Exception {
		this.fixture.limactl("delete", "--force", "pctx");
		assertThat(this.fixture.limactl("list", "--json")).isBlank();
		assertThat(this.fixture.home().resolve("pctx")).doesNotExist();
		assertThat(processes()).isBlank();
		assertThat(this.fixture.listeners()).isBlank();
	}

	private static String processes() throws Exception {
		return LimaFixture.run("pgrep", "-u", LimaFixture.ACCOUNT, "-a");
	}

}
