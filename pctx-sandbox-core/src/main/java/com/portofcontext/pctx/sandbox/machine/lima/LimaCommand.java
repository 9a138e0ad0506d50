package com.portofcontext.pctx.sandbox.machine.lima;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code limactl} is asked for.
 */
sealed interface LimaCommand {

	/** What it adds to time-outs of its own. */
	Duration GRACE = Duration.ofSeconds(30);

	/**
	 * Return its command line.
	 * @return what follows the global options
	 */
	List<String> arguments();

	/**
	 * Return how long it may take.
	 * @return the time-out
	 */
	default Duration timeout() {
		return GRACE;
	}

	/** The version of Lima. */
	record Version() implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("--version");
		}

	}

	/** All instances: to ask for one that is missing is an error. */
	record ListAll() implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("list", "--json");
		}

	}

	/** An instance, from a file. An image may have to be loaded first. */
	record Create(String name, Path file, Duration timeout) implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("create", "--name", this.name, this.file.toString());
		}

	}

	/** Its start, which ends when it is ready. */
	record Start(String name, Duration patience) implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("start", "--timeout", this.patience.toSeconds() + "s", this.name);
		}

		@Override
		public Duration timeout() {
			return this.patience.plus(GRACE);
		}

	}

	/** Its end; by force, nothing in it is asked. */
	record Stop(String name, boolean force, Duration timeout) implements LimaCommand {

		@Override
		public List<String> arguments() {
			List<String> arguments = new ArrayList<>(List.of("stop", this.name));
			if (this.force) {
				arguments.add("--force");
			}
			return arguments;
		}

	}

	/** Its removal, whatever state it is in. */
	record Delete(String name) implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("delete", "--force", this.name);
		}

	}

	/** A change of its settings, while it is stopped. */
	record Edit(String name, String expression) implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("edit", this.name, "--set", this.expression);
		}

	}

	/** A snapshot of it: created, applied or deleted. */
	record Snapshot(String action, String name, String tag) implements LimaCommand {

		@Override
		public List<String> arguments() {
			return List.of("snapshot", this.action, this.name, "--tag", this.tag);
		}

		@Override
		public Duration timeout() {
			return Duration.ofMinutes(2);
		}

	}

}
