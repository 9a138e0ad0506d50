package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxProgressEvent;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * An application in a process of its own, for Lima serves no root. It does what it reads,
 * a word a line, and says what became of it; it ends with its input.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class LimaApplication {

	private static final Logger logger = LoggerFactory.getLogger(LimaApplication.class);

	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(LimaApplication.class, args)) {
			logger.info("STARTED");
			BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				answer(context, line);
			}
		}
		logger.info("ENDED");
	}

	private static void answer(ApplicationContext context, String line) throws IOException {
		long begun = System.nanoTime();
		try {
			Object answer = answer(line, context.getBean(Guest.class), context.getBean(SandboxOperations.class));
			logger.info("ANSWER {} {} in {} ms", line, answer, (System.nanoTime() - begun) / 1_000_000);
		}
		catch (SandboxException ex) {
			logger.info("FAILED {} {}: {}", line, ex.getClass().getSimpleName(), ex.getMessage());
		}
	}

	private static Object answer(String line, Guest guest, SandboxOperations operations) throws IOException {
		String[] words = line.split(" ");
		switch (words[0]) {
			case "look":
				return guest.look();
			case "reach":
				return guest.reach(List.of(words).subList(1, words.length));
			case "reset":
				operations.reset();
				return "done";
			default:
				return guest.twice(Integer.parseInt(line));
		}
	}

	@EventListener
	void told(SandboxProgressEvent event) {
		logger.info("EVENT {}", event);
	}

	@Bean
	Guest guest() {
		return new Guest();
	}

	static class Guest {

		@Sandboxed
		public int twice(int number) {
			return number * 2;
		}

		/** What there is to see, and to reach, from inside. */
		@Sandboxed
		public List<String> look() throws IOException {
			List<String> seen = new ArrayList<>();
			seen.add("user=" + System.getProperty("user.name"));
			seen.add("routes=" + (Files.readAllLines(Path.of("/proc/net/route")).size() - 1));
			seen.add("resolver=" + Files.exists(Path.of("/etc/resolv.conf")));
			seen.add("agent=" + Files.exists(Path.of("/run/pctx-sandbox/agent.sock")));
			seen.add("sudo=" + Files.exists(Path.of("/usr/bin/sudo")));
			seen.add("mounts=" + Files.readAllLines(Path.of("/proc/self/mounts"))
				.stream()
				.filter((line) -> line.matches("\\S+ \\S+ (9p|virtiofs|fuse\\.sshfs|nfs|cifs) .*"))
				.count());
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress("192.168.5.2", 22), 2000);
				seen.add("gateway=reached");
			}
			catch (IOException ex) {
				seen.add("gateway=" + ex.getClass().getSimpleName());
			}
			return seen;
		}

		/** What answers at each of some addresses. */
		@Sandboxed(profile = "net")
		public List<String> reach(List<String> addresses) {
			List<String> outcomes = new ArrayList<>();
			for (String address : addresses) {
				try {
					URLConnection connection = URI.create("http://" + address + "/").toURL().openConnection();
					connection.setConnectTimeout(30_000);
					connection.setReadTimeout(30_000);
					outcomes.add(address + "="
							+ new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					outcomes.add(address + "=" + ex.getClass().getSimpleName());
				}
			}
			return outcomes;
		}

	}

}
