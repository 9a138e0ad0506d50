package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code syscalls.c} is to do.
 */
public final class Program {

	/** Below which every file of a process's current directory can be named. */
	public static final int AT_FDCWD = -100;

	/** The property that names the program where there is no compiler. */
	public static final String COMPILED = "attacks.syscalls";

	private static final long PAGES = 0x20000000;

	private static final byte[] PROGRAM = compile();

	private final List<String> words = new ArrayList<>();

	/** Make a system call. */
	public Program call(Syscall call, Object... values) {
		this.words.add(Integer.toString(call.number()));
		Stream.of(values).map(String::valueOf).forEach(this.words::add);
		return end();
	}

	/** Fork; the parent ends if the child is to go on, and the other way round. */
	public Program fork() {
		return call(Syscall.CLONE, 17);
	}

	/** Go on in the child of a fork alone. */
	public Program child() {
		this.words.add("child");
		return end();
	}

	/** Make a system call of 32-bit x86. */
	public Program i386(int number, Object... values) {
		this.words.addAll(List.of("i386", Integer.toString(number)));
		Stream.of(values).map(String::valueOf).forEach(this.words::add);
		return end();
	}

	/** Write a number to memory. */
	public Program store(String address, long value) {
		this.words.addAll(List.of("store", address, Long.toString(value)));
		return end();
	}

	/** Stay. */
	public Program hold() {
		this.words.add("hold");
		return end();
	}

	private Program end() {
		this.words.add(";");
		return this;
	}

	/** A text, as a value. */
	public static String text(String text) {
		return "=" + text;
	}

	/** The bytes of numbers, as a value: a structure of the kernel's. */
	public static String struct(long... fields) {
		ByteBuffer bytes = ByteBuffer.allocate(8 * fields.length).order(ByteOrder.LITTLE_ENDIAN);
		for (long field : fields) {
			bytes.putLong(field);
		}
		return "@" + HexFormat.of().formatHex(bytes.array());
	}

	/** An empty page of memory, as a value. */
	public static String page(int number) {
		return "&" + number;
	}

	/** The address of a page of memory. */
	public static long address(int page) {
		return PAGES + page * 4096L;
	}

	/** What an earlier statement answered, as a value. */
	public static String answerOf(int statement) {
		return "$" + statement;
	}

	/** The program's file and the arguments that it takes. */
	public List<String> toArguments() {
		List<String> arguments = new ArrayList<>(this.words);
		arguments.add(0, Base64.getEncoder().encodeToString(PROGRAM));
		return arguments;
	}

	/** The program itself. */
	public static byte[] bytes() {
		return PROGRAM.clone();
	}

	/** Without libraries: there may be none where it runs. */
	private static byte[] compile() {
		try {
			String compiled = System.getProperty(COMPILED);
			if (compiled != null) {
				return Files.readAllBytes(Path.of(compiled));
			}
			Path program = Files.createTempFile("pctx-attacks", "");
			Process compiler = new ProcessBuilder("gcc", "-Os", "-static", "-nostdlib", "-ffreestanding",
					"-fno-stack-protector", "-fno-pie", "-no-pie", "-s", "-o", program.toString(),
					"src/test/c/syscalls.c")
				.inheritIO()
				.start();
			if (compiler.waitFor() != 0) {
				throw new IOException("gcc failed");
			}
			byte[] bytes = Files.readAllBytes(program);
			Files.delete(program);
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
