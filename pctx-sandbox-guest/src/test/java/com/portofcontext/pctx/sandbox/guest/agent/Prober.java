package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Code in a worker that tries what must not succeed, and tells what did.
 */
class Prober {

	/** Where machines let everyone write, and where workers may. */
	static final List<String> DIRECTORIES = List.of("/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/",
			"/home/pctx-sandbox", "/pctx", "/cp", "/dev/mqueue");

	/** Names of variables, of this process and of the first one of its namespace. */
	List<String> environment() {
		TreeSet<String> names = new TreeSet<>(System.getenv().keySet());
		for (String process : List.of("self", "1")) {
			try {
				for (String line : Files.readString(Path.of("/proc", process, "environ")).split("\0")) {
					names.add(line.split("=", 2)[0]);
				}
			}
			catch (IOException ex) {
				// Even better.
			}
		}
		names.remove("");
		return List.copyOf(names);
	}

	Map<String, String> properties() {
		Map<String, String> properties = new TreeMap<>();
		System.getProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
		return properties;
	}

	/**
	 * Directories count when they hold anything: Firejail puts empty ones in their place.
	 */
	List<String> visible(List<String> paths) {
		List<String> visible = new ArrayList<>();
		for (String path : paths) {
			String[] children = Path.of(path).toFile().list();
			if ((children != null) ? children.length > 0 : isReadable(Path.of(path))) {
				visible.add(path);
			}
		}
		return visible;
	}

	private static boolean isReadable(Path path) {
		try {
			return Files.isRegularFile(path) ? Files.readAllBytes(path).length > 0
					: Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path);
		}
		catch (IOException ex) {
			return false;
		}
	}

	List<String> connect(List<String> targets) {
		List<String> connected = new ArrayList<>();
		for (String target : targets) {
			try {
				connectTo(target);
				connected.add(target);
			}
			catch (IOException ex) {
				// As it should be.
			}
		}
		return connected;
	}

	private static void connectTo(String target) throws IOException {
		if (target.startsWith("/")) {
			SocketChannel.open(UnixDomainSocketAddress.of(target)).close();
			return;
		}
		try (Socket socket = new Socket()) {
			socket.connect(address(target), 2000);
		}
	}

	/** Send a datagram to each: whether it arrives is not for the sender to tell. */
	void send(List<String> targets) throws IOException {
		try (DatagramSocket socket = new DatagramSocket()) {
			for (String target : targets) {
				try {
					socket.send(new DatagramPacket(new byte[1], 1, address(target)));
				}
				catch (IOException ex) {
					// As it should be.
				}
			}
		}
	}

	private static SocketAddress address(String target) {
		int colon = target.lastIndexOf(':');
		return new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
	}

	List<String> resolve(List<String> names) {
		List<String> resolved = new ArrayList<>();
		for (String name : names) {
			try {
				resolved.add(InetAddress.getByName(name).toString());
			}
			catch (IOException ex) {
				// As it should be.
			}
		}
		return resolved;
	}

	/** Write three times what fits, say how much did, and stay. */
	void fill(String name) throws IOException, InterruptedException {
		Path file = Path.of(System.getProperty("java.io.tmpdir"), name);
		long size = Files.getFileStore(file.getParent()).getTotalSpace();
		try (var out = Files.newOutputStream(file)) {
			for (long i = 0; i < 3 * size; i += 4096) {
				out.write(new byte[4096]);
			}
		}
		catch (IOException ex) {
			System.out.println(Files.size(file));
		}
		hold();
	}

	void hold() throws InterruptedException {
		System.out.println("here");
		new CountDownLatch(1).await();
	}

	/** Listen where nobody can connect to. */
	void listen() throws IOException, InterruptedException {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(0));
			hold();
		}
	}

	List<String> write(String name) {
		List<String> written = new ArrayList<>();
		for (String directory : directories()) {
			try {
				Files.writeString(Path.of(directory, name), name);
				written.add(directory);
			}
			catch (IOException ex) {
				// As it should be, but for the scratch directory.
			}
		}
		return written;
	}

	List<String> find(String name) {
		return directories().stream().filter((directory) -> Files.exists(Path.of(directory, name))).toList();
	}

	private static List<String> directories() {
		List<String> all = new ArrayList<>(DIRECTORIES);
		all.add(System.getProperty("java.io.tmpdir"));
		all.add(System.getProperty("user.home"));
		return all;
	}

	/**
	 * Kill all that can be seen, and say whether one process can be. The first process of
	 * a namespace is the jail's own, and cannot be killed from within.
	 */
	List<String> attack(long pid) {
		List<String> reached = new ArrayList<>();
		ProcessHandle.of(pid).ifPresent((process) -> reached.add(process.toString()));
		for (String file : List.of("mem", "environ", "cwd", "root")) {
			if (Files.exists(Path.of("/proc", Long.toString(pid), file))) {
				reached.add(file);
			}
		}
		ProcessHandle.allProcesses()
			.filter((process) -> process.pid() != ProcessHandle.current().pid() && process.pid() != 1)
			.filter(ProcessHandle::destroyForcibly)
			.forEach((process) -> reached.add("killed " + process));
		return reached;
	}

}
