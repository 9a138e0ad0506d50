package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobHead;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobList;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;

/**
 * Takes blobs from hosts that do not share this machine's directory. One is there whole
 * and as its name says, or not at all.
 */
final class BlobReceiver {

	/** Enough for the names of 10,000 blobs. */
	static final int MAX_FRAME = 1024 * 1024;

	/** How large a blob may be. */
	static final long MAX_SIZE = 512L << 20;

	/** What the rest of the machine needs of its disk. */
	private static final long RESERVE = 64L << 20;

	private final Path directory;

	BlobReceiver(Path directory) {
		this.directory = directory;
	}

	/** Say which blobs are missing; those that are there stay for the time being. */
	void answer(FrameChannel host, byte[] payload) throws IOException {
		BlobList asked = BlobList.of(payload);
		BlobList missing = new BlobList(
				asked.names().stream().filter((name) -> !BlobFiles.use(file(name))).distinct().toList());
		host.send(FrameType.MISSING, missing.toBytes());
	}

	/** A refusal ends the connection: what was sent of the blob is not read. */
	void receive(FrameChannel host, byte[] payload) throws IOException {
		BlobHead head = BlobHead.of(payload);
		try {
			makeRoom(head);
			store(host, head);
		}
		catch (AgentException ex) {
			host.send(FrameType.FAILED, ex.failure().toBytes());
			throw new ProtocolException(String.valueOf(ex.getMessage()));
		}
		host.send(FrameType.STORED, new byte[0]);
	}

	private void makeRoom(BlobHead head) throws IOException, AgentException {
		if (head.size() > MAX_SIZE) {
			throw refusal("The class-path blob %s has %d bytes, more than the %d that one may have"
				.formatted(head.name(), head.size(), MAX_SIZE));
		}
		if (usableSpace() < head.size() + RESERVE) {
			new BlobSweep(this.directory, BlobSweep.BLOB, 0).run();
		}
		long usable = usableSpace();
		if (usable < head.size() + RESERVE) {
			throw refusal("The machine's disk has %d bytes left, too few for a class-path blob of %d".formatted(usable,
					head.size()));
		}
	}

	private long usableSpace() throws IOException {
		return Files.getFileStore(this.directory).getUsableSpace();
	}

	private void store(FrameChannel host, BlobHead head) throws IOException, AgentException {
		Path temporary = Files.createTempFile(this.directory, "new", ".tmp");
		try {
			String name = write(host, head.size(), temporary);
			if (!name.equals(head.name())) {
				throw refusal("The class-path blob %s arrived as %s".formatted(head.name(), name));
			}
			Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("r--r--r--"));
			Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private static String write(FrameChannel host, long size, Path file) throws IOException {
		try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), Sha256.begin())) {
			copy(host, size, out);
			return Sha256.end(out.getMessageDigest());
		}
	}

	private static void copy(FrameChannel host, long size, OutputStream out) throws IOException {
		long remaining = size;
		while (remaining > 0) {
			int max = (int) Math.min(remaining, BlobHead.MAX_PART);
			Frame part = host.receive((type) -> (type == FrameType.PART) ? max : -1);
			if (part == null || part.payload().length == 0) {
				throw new ProtocolException("A blob ended %d bytes early".formatted(remaining));
			}
			out.write(part.payload());
			remaining -= part.payload().length;
		}
	}

	private Path file(String name) {
		return BlobFiles.file(this.directory, name);
	}

	private static AgentException refusal(String message) {
		return new AgentException(Failure.Kind.UNAVAILABLE, message);
	}

}
