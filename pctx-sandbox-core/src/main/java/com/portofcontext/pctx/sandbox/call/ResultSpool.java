package com.portofcontext.pctx.sandbox.call;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A streamed result on its way: what has come of it is in a file that has no name any
 * more, so nothing of it is left when nobody can read it.
 */
final class ResultSpool implements AutoCloseable {

	private final String method;

	private final long max;

	private long size;

	private @Nullable OutputStream output;

	private @Nullable InputStream input;

	ResultSpool(String method, long max) {
		this.method = method;
		this.max = max;
	}

	void add(byte[] part) throws ProtocolException {
		this.size += part.length;
		if (this.size > this.max) {
			throw new ProtocolException("A streamed result larger than it may be");
		}
		try {
			open().write(part);
		}
		catch (IOException ex) {
			throw new SandboxResultException(
					"%s ran, but its result cannot be kept in %s: %s. Make room there, or name another directory by -Djava.io.tmpdir."
						.formatted(this.method, System.getProperty("java.io.tmpdir"), ex),
					ex);
		}
	}

	private OutputStream open() throws IOException {
		if (this.output == null) {
			Path file = Files.createTempFile("pctx-sandbox-", ".result");
			try {
				this.output = new FileOutputStream(file.toFile());
				this.input = new FileInputStream(file.toFile());
			}
			finally {
				Files.delete(file);
			}
		}
		return this.output;
	}

	/** Hand over what has come, which is whole. */
	InputStream take() throws IOException {
		InputStream taken = (this.input != null) ? this.input : InputStream.nullInputStream();
		this.input = null;
		close();
		return taken;
	}

	/** What was taken stays open. */
	@Override
	public void close() throws IOException {
		try {
			if (this.output != null) {
				this.output.close();
			}
		}
		finally {
			if (this.input != null) {
				this.input.close();
			}
		}
	}

}
