package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import org.slf4j.LoggerFactory;

/**
 * An agent as a process of its own: the service of a machine that is not the
 * application's. It ends, with all its workers, when it is told to terminate.
 */
public final class AgentMain {

	private AgentMain() {
	}

	/**
	 * Run until this process is told to end.
	 * @param args the properties file that says how the agent is set up
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws InterruptedException {
		if (args.length != 1) {
			throw new IllegalArgumentException("usage: AgentMain FILE.properties");
		}
		// The machine has no logging framework, and the application's is not its own.
		System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, JournalLogging.class.getName());
		System.setProperty("slf4j.internal.verbosity", "WARN");
		try {
			Agent agent = Agent.start(AgentProperties.read(Path.of(args[0])));
			Runtime.getRuntime().addShutdownHook(new Thread(() -> close(agent), "pctx-sandbox-shutdown"));
			LoggerFactory.getLogger(AgentMain.class).info("The agent listens on {}", agent.socket());
		}
		catch (AgentException | IOException | IllegalArgumentException ex) {
			LoggerFactory.getLogger(AgentMain.class).error("The agent does not start: {}", ex.getMessage());
			System.exit(1);
		}
		// Its threads are daemons.
		new CountDownLatch(1).await();
	}

	private static void close(Agent agent) {
		try {
			agent.close();
		}
		catch (IOException ex) {
			LoggerFactory.getLogger(AgentMain.class).warn("The agent left something behind", ex);
		}
	}

}
