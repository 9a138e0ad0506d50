package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recorded contents of {@code /proc/PID/mountinfo} and {@code /proc/PID/cgroup}.
 */
class CgroupMountsTests {

	private static final Path MOUNT = Path.of("/sys/fs/cgroup");

	private static final String SCOPE = "/user.slice/user-1000.slice/user@1000.service/app.slice/pctx-sandbox-1-2-1-w1.scope";

	@Test
	void whenSessionIsSystemdsThenOwnDirectoryIsBelowMount() {
		CgroupMounts mounts = mounts("/", "0::" + SCOPE);
		assertThat(mounts.unifiedMount()).isEqualTo(MOUNT);
		assertThat(mounts.unified()).isEqualTo(Path.of(MOUNT + SCOPE));
		assertThat(mounts.controllers()).isEmpty();
	}

	@Test
	void whenContainerHasItsOwnNamespaceThenMountIsOwnDirectory() {
		assertThat(mounts("/", "0::/").unified()).isEqualTo(MOUNT);
	}

	@Test
	void whenMountShowsPartThenOwnDirectoryIsRelativeToIt() {
		assertThat(mounts("/docker/abc", "0::/docker/abc").unified()).isEqualTo(MOUNT);
		assertThat(mounts("/docker/abc", "0::/docker/abc/child").unified()).isEqualTo(MOUNT.resolve("child"));
		assertThat(mounts("/docker/abc", "0::/docker/abcd").unified()).isEqualTo(MOUNT.resolve("docker/abcd"));
	}

	@Test
	void whenPathLeadsOutOfNamespaceThenMountIsTaken() {
		assertThat(mounts("/", "0::/../../other").unified()).isEqualTo(MOUNT);
		assertThat(mounts("/..", "0::/").unified()).isEqualTo(MOUNT);
	}

	@Test
	void whenProcessIsOfAnotherGroupThenItsOwnIsRead() {
		CgroupMounts mounts = mounts("/", "0::/");
		assertThat(mounts.unified(List.of("0::" + SCOPE))).isEqualTo(Path.of(MOUNT + SCOPE));
		assertThat(mounts.unified(List.of("9:name=systemd:/x", "0::/y", "8:pids:/z"))).isEqualTo(MOUNT.resolve("y"));
		assertThat(mounts.unified(List.of("8:pids:/z"))).isNull();
		assertThat(mounts.unifiedOf(null)).isNull();
	}

	@Test
	void whenControllersAreOfVersionOneThenEachHasItsDirectory() {
		CgroupMounts mounts = CgroupMounts.parse(
				List.of("32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct",
						"35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
						"41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw"),
				List.of("4:memory:/process/1", "2:cpu,cpuacct:/", "0::/"));
		assertThat(mounts.controllers()).containsEntry("memory", Path.of("/sys/fs/cgroup/memory/process/1"))
			.containsEntry("cpu", Path.of("/sys/fs/cgroup/cpu"))
			.containsEntry("cpuacct", Path.of("/sys/fs/cgroup/cpu"));
		assertThat(mounts.unified()).isEqualTo(Path.of("/sys/fs/cgroup/unified"));
	}

	@Test
	void whenThereIsNoUnifiedHierarchyThenNothingIsFound() {
		CgroupMounts mounts = CgroupMounts.parse(List.of(), List.of("0::/"));
		assertThat(mounts.unified()).isNull();
		assertThat(mounts.unified(List.of("0::/"))).isNull();
	}

	private static CgroupMounts mounts(String root, String membership) {
		return CgroupMounts.parse(List.of("24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
				"31 23 0:26 %s /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate".formatted(root)),
				List.of(membership));
	}

}
