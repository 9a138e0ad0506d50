package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.guest.agent.WorkerChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

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

	/** Frames as no worker sends them, on its own connection. */
	public String forge(String text) {
		WorkerChannel channel = WorkerChannel.find();
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		int result = FrameType.RESULT.ordinal();
		switch (ThreadLocalRandom.current().nextInt(8)) {
			case 0 -> channel.send(200, bytes.length, bytes);
			case 1 -> channel.send(result, -1, bytes);
			case 2 -> channel.send(result, Integer.MAX_VALUE, bytes);
			case 3 -> channel.send(FrameType.RESULT, bytes);
			case 4 -> channel.send(FrameType.THROWN, bytes);
			case 5 -> channel.send(FrameType.REPORT, bytes);
			case 6 -> channel.send(FrameType.HELLO, bytes);
			default -> {
				channel.send(result, 100, bytes);
				channel.close();
			}
		}
		while (true) {
			LockSupport.park();
		}
	}

}
