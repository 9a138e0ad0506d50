package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Floor of a machine's start: its image under QEMU alone, until it asks who logs in.
 */
final class LoginPrompt {

	private static final long PATIENCE_MINUTES = 10;

	private LoginPrompt() {
	}

	/**
	 * Boot an image once.
	 * @param image the directory of its disk, kernel and initial file system
	 * @return the time it took, in milliseconds
	 */
	static double time(Path image) throws Exception {
		Path directory = Files.createTempDirectory("pctx-benchmark");
		Path disk = directory.resolve("disk.qcow2");
		try {
			Command.run(Duration.ofMinutes(1), new byte[0], List.of("qemu-img", "create", "-q", "-f", "qcow2", "-F",
					"qcow2", "-b", image.resolve("disk.qcow2").toString(), disk.toString(), "6G"));
			long start = System.nanoTime();
			Process process = new ProcessBuilder("qemu-system-x86_64", "-machine", "q35", "-accel", "kvm", "-accel",
					"tcg", "-cpu", "max", "-smp", "2", "-m", "2048", "-nodefaults", "-display", "none", "-serial",
					"stdio", "-kernel", image.resolve("vmlinuz").toString(), "-initrd",
					image.resolve("initrd.img").toString(), "-append", "root=LABEL=root ro console=ttyS0,115200",
					"-drive", "file=" + disk + ",if=virtio,discard=on", "-netdev", "user,id=net0", "-device",
					"virtio-net-pci,netdev=net0", "-device", "virtio-rng-pci")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			try {
				await(process);
				return (System.nanoTime() - start) / 1e6;
			}
			finally {
				process.destroyForcibly().waitFor();
			}
		}
		finally {
			Files.deleteIfExists(disk);
			Files.delete(directory);
		}
	}

	private static void await(Process process) throws IOException, InterruptedException, ExecutionException {
		CompletableFuture<Boolean> asked = CompletableFuture.supplyAsync(() -> readPrompt(process));
		try {
			if (!asked.get(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
				throw new IOException("QEMU ended before the image asked who logs in");
			}
		}
		catch (TimeoutException ex) {
			throw new IOException("The image does not ask who logs in", ex);
		}
	}

	private static boolean readPrompt(Process process) {
		StringBuilder tail = new StringBuilder();
		try (BufferedReader output = process.inputReader()) {
			for (int c = output.read(); c >= 0; c = output.read()) {
				tail.append((char) c);
				if (c == '\n') {
					tail.setLength(0);
				}
				else if (tail.toString().endsWith(" login: ")) {
					return true;
				}
			}
			return false;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
