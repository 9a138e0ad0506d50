package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What is called in a soak: code as it should be, and code as nobody wants it.
 */
public class Guest {

	public String greet(String name) {
		return "hello " + name;
	}

	public String fail(String reason) {
		throw new IllegalStateException(reason);
	}

	public String exit(String ignored) {
		System.exit(3);
		return ignored;
	}

	public String spin(String ignored) {
		while (true) {
			Thread.onSpinWait();
		}
	}

	public String print(String text) {
		while (true) {
			System.out.println(text);
		}
	}

	public String devour(String ignored) {
		List<byte[]> all = new ArrayList<>();
		while (true) {
			all.add(new byte[1 << 20]);
		}
	}

	/** As many threads as there may be, none of which ends. */
	public String breed(String ignored) {
		while (true) {
			Thread thread = new Thread(LockSupport::park);
			thread.start();
		}
	}

	public String fill(String ignored) throws IOException {
		while (true) {
			Files.write(Files.createTempFile("large", ""), new byte[1 << 20]);
		}
	}

	public String grow(String part) {
		return part.repeat(7_000_000);
	}

}
