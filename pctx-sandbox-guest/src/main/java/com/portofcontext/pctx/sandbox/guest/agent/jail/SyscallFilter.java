package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The seccomp filter of a worker, as a classic BPF program: an allow-list. What it does
 * not name answers {@code ENOSYS}, which programs and libraries know how to handle;
 * {@code clone} may not make namespaces, and {@code socket} only makes unix and internet
 * sockets (a vsock would reach past the network namespace).
 */
final class SyscallFilter {

	/** What Firejail's own default list leaves open and a worker has no use for. */
	static final List<String> FIREJAIL_EXTRA = List.of("io_uring_setup", "io_uring_enter", "io_uring_register",
			"userfaultfd", "perf_event_open", "bpf", "keyctl", "add_key", "request_key", "setns", "unshare", "ptrace",
			"process_vm_readv", "process_vm_writev", "kcmp", "personality", "open_by_handle_at", "name_to_handle_at",
			"mount", "umount2", "pivot_root", "chroot", "quotactl", "acct", "syslog", "nfsservctl", "process_madvise",
			"pidfd_getfd", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick");

	private static final int LOAD = 0x20;

	private static final int JUMP_EQUAL = 0x15;

	private static final int JUMP_SET = 0x45;

	private static final int JUMP_GREATER_OR_EQUAL = 0x35;

	private static final int RETURN = 0x06;

	private static final int ALLOW = 0x7fff0000;

	private static final int ERRNO = 0x00050000;

	private static final int KILL_PROCESS = 0x80000000;

	private static final int EPERM = 1;

	private static final int EACCES = 13;

	private static final int ENOSYS = 38;

	private static final int OFFSET_NUMBER = 0;

	private static final int OFFSET_ARCHITECTURE = 4;

	private static final int OFFSET_ARGUMENT_0 = 16;

	/** Numbers from here on are the x32 ABI of an x86_64 kernel. */
	private static final int X32 = 0x40000000;

	/** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
	private static final int NEW_NAMESPACES = 0x7e020080;

	private static final int[] SOCKET_FAMILIES = { 1, 2, 10 };

	private final ByteBuffer program = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);

	private SyscallFilter() {
	}

	/**
	 * Assemble the filter for this machine's architecture.
	 * @param architecture the value of {@code os.arch}
	 * @return the program, as bubblewrap reads it
	 * @throws IOException if the list of system calls cannot be read
	 */
	static byte[] assemble(String architecture) throws IOException {
		Architecture target = Architecture.of(architecture);
		SyscallFilter filter = new SyscallFilter();
		filter.emit(LOAD, 0, 0, OFFSET_ARCHITECTURE);
		filter.emit(JUMP_EQUAL, 1, 0, target.audit);
		filter.emit(RETURN, 0, 0, KILL_PROCESS);
		filter.emit(LOAD, 0, 0, OFFSET_NUMBER);
		filter.emit(JUMP_GREATER_OR_EQUAL, 0, 1, X32);
		filter.emit(RETURN, 0, 0, ERRNO | ENOSYS);
		for (String line : lines()) {
			String[] columns = line.split(" ");
			String number = columns[target.column];
			if (!number.equals("-")) {
				filter.allow(columns[0], Integer.parseInt(number));
			}
		}
		filter.emit(RETURN, 0, 0, ERRNO | ENOSYS);
		byte[] bytes = new byte[filter.program.flip().remaining()];
		filter.program.get(bytes);
		return bytes;
	}

	private void allow(String name, int number) {
		switch (name) {
			case "clone" -> {
				emit(JUMP_EQUAL, 0, 4, number);
				emit(LOAD, 0, 0, OFFSET_ARGUMENT_0);
				emit(JUMP_SET, 0, 1, NEW_NAMESPACES);
				emit(RETURN, 0, 0, ERRNO | EPERM);
				emit(RETURN, 0, 0, ALLOW);
			}
			case "socket" -> {
				emit(JUMP_EQUAL, 0, SOCKET_FAMILIES.length + 3, number);
				emit(LOAD, 0, 0, OFFSET_ARGUMENT_0);
				for (int i = 0; i < SOCKET_FAMILIES.length; i++) {
					emit(JUMP_EQUAL, SOCKET_FAMILIES.length - i, 0, SOCKET_FAMILIES[i]);
				}
				emit(RETURN, 0, 0, ERRNO | EACCES);
				emit(RETURN, 0, 0, ALLOW);
			}
			default -> {
				emit(JUMP_EQUAL, 0, 1, number);
				emit(RETURN, 0, 0, ALLOW);
			}
		}
	}

	private void emit(int code, int whenTrue, int whenFalse, int value) {
		this.program.putShort((short) code).put((byte) whenTrue).put((byte) whenFalse).putInt(value);
	}

	private static List<String> lines() throws IOException {
		InputStream in = Objects.requireNonNull(SyscallFilter.class.getResourceAsStream("syscalls.txt"));
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			return reader.lines().filter((line) -> !line.startsWith("#")).toList();
		}
	}

	private enum Architecture {

		X86_64(1, 0xc000003e), AARCH64(2, 0xc00000b7);

		private final int column;

		private final int audit;

		Architecture(int column, int audit) {
			this.column = column;
			this.audit = audit;
		}

		static Architecture of(String name) throws IOException {
			return switch (name) {
				case "amd64", "x86_64" -> X86_64;
				case "aarch64" -> AARCH64;
				default -> throw new IOException("No system call list for architecture " + name);
			};
		}

	}

}
