package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who uses an instance: each application has a file, which it holds locked for as long as
 * it lives. So those of killed ones are known. All of this happens under the
 * {@link HostLock}.
 */
final class Leases implements Closeable {

	static final String SUFFIX = ".lease";

	private final Path file;

	private final FileChannel channel;

	private Leases(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/** A name for one application of one process, short and never used again. */
	static String newName() {
		return ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
	}

	static Leases take(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		if (channel.tryLock() == null) {
			channel.close();
			throw new LimaException("Somebody else has locked " + file);
		}
		return new Leases(file, channel);
	}

	/** Note which version of the agent this application needs. */
	void note(String agent) throws IOException {
		this.channel.position(0);
		this.channel.write(ByteBuffer.wrap(agent.getBytes(StandardCharsets.US_ASCII)));
	}

	/**
	 * Return who else uses the instance, and remove what dead applications left.
	 * @return a process id and the agent's version for each
	 */
	List<Holder> others() throws IOException {
		List<Holder> others = new ArrayList<>();
		for (Path lease : files(Objects.requireNonNull(this.file.getParent()))) {
			if (!lease.equals(this.file) && isHeld(lease)) {
				others.add(new Holder(pid(lease), Files.readString(lease)));
			}
		}
		return others;
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX)).toList();
		}
	}

	/**
	 * A lock is the whole process's, and gone when any part of it closes its file: what
	 * this process has is not opened to see.
	 */
	private static boolean isHeld(Path lease) throws IOException {
		if (pid(lease) == ProcessHandle.current().pid()) {
			return true;
		}
		try (FileChannel channel = FileChannel.open(lease, StandardOpenOption.WRITE)) {
			if (channel.tryLock() == null) {
				return true;
			}
			String name = lease.getFileName().toString();
			Files.deleteIfExists(lease.resolveSibling(name.replace(SUFFIX, ".sock")));
			Files.deleteIfExists(lease);
			return false;
		}
	}

	private static long pid(Path lease) {
		String name = lease.getFileName().toString();
		return Long.parseLong(name.substring(0, name.indexOf('-')));
	}

	@Override
	public void close() throws IOException {
		Files.deleteIfExists(this.file);
		this.channel.close();
	}

	/**
	 * Another application.
	 *
	 * @param pid its process id
	 * @param agent the version of the agent that it needs, or empty before it knows
	 */
	record Holder(long pid, String agent) {

	}

}
