package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code limactl}. It has no lock of its own for instances: whoever uses this
 * holds the {@link HostLock} of the home.
 */
final class Limactl {

	static final String MINIMUM_VERSION = "2.1.3";

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

	private static final int MAX_REASONS = 5;

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final String executable;

	private final Map<String, String> environment;

	/**
	 * Create a command.
	 * @param executable its path, or its name on the {@code PATH}
	 * @param environment what it is told beside its arguments
	 */
	Limactl(String executable, Map<String, String> environment) {
		this.executable = executable;
		this.environment = environment;
	}

	/** Refuse a version that cannot make the machine. */
	void checkVersion() throws IOException, InterruptedException {
		String printed = run(new LimaCommand.Version()).output().strip();
		Matcher version = VERSION.matcher(printed);
		if (!version.find() || isOlder(version)) {
			throw new LimaException.Final(
					"'%s' is '%s', and %s is the oldest version that can make the sandbox's machine. Update Lima (on macOS: brew upgrade lima), or name another in pctx.sandbox.lima.limactl."
						.formatted(this.executable, printed, MINIMUM_VERSION));
		}
	}

	private static boolean isOlder(Matcher version) {
		Matcher minimum = VERSION.matcher(MINIMUM_VERSION);
		minimum.matches();
		for (int i = 1; i <= 3; i++) {
			int difference = Integer.compare(Integer.parseInt(version.group(i)), Integer.parseInt(minimum.group(i)));
			if (difference != 0) {
				return difference < 0;
			}
		}
		return false;
	}

	Optional<LimaInstance> find(String name) throws IOException, InterruptedException {
		for (String line : run(new LimaCommand.ListAll()).output().lines().toList()) {
			LimaInstance instance = parse(line);
			if (instance.name().equals(name)) {
				return Optional.of(instance);
			}
		}
		return Optional.empty();
	}

	private LimaInstance parse(String line) throws LimaException {
		try {
			return this.mapper.readValue(line, LimaInstance.class);
		}
		catch (JacksonException ex) {
			throw new LimaException("'%s list --json' printed what is no instance: %s".formatted(this.executable, line),
					ex);
		}
	}

	/**
	 * Run a command that must succeed.
	 * @param command the command
	 * @return what it printed
	 * @throws LimaException if it failed, with its reasons
	 */
	HostCommand.Result run(LimaCommand command) throws IOException, InterruptedException {
		return run(command, (line) -> {
		});
	}

	/**
	 * Run a command that must succeed.
	 * @param command the command
	 * @param watcher is given what it said last, every now and then
	 * @return what it printed
	 * @throws LimaException if it failed, with its reasons
	 */
	HostCommand.Result run(LimaCommand command, Consumer<String> watcher) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of(this.executable, "--tty=false", "--log-format=json"));
		line.addAll(command.arguments());
		HostCommand.Result result;
		try {
			result = new HostCommand(line, this.environment, command.timeout()).run(new byte[0],
					(last) -> watcher.accept(message(last)));
		}
		catch (IOException ex) {
			throw failedToRun(ex);
		}
		if (!result.succeeded()) {
			throw new LimaException("'%s' failed: %s".formatted(String.join(" ", command.arguments()),
					String.join("; ", reasons(result.errors()))));
		}
		return result;
	}

	private IOException failedToRun(IOException ex) {
		if (ex.getMessage() != null && ex.getMessage().startsWith("Cannot run program")) {
			return new LimaException.Final(
					"There is no command '%s'. Install Lima %s or newer (on macOS: brew install lima; elsewhere see https://lima-vm.io/docs/installation/), or name it in pctx.sandbox.lima.limactl."
						.formatted(this.executable, MINIMUM_VERSION),
					ex);
		}
		return ex;
	}

	/** What it logged as an error, or else its last words. */
	List<String> reasons(String log) {
		List<String> errors = log.lines().map(this::error).flatMap(Stream::ofNullable).distinct().toList();
		List<String> reasons = errors.isEmpty() ? log.lines().toList() : errors;
		return reasons.subList(Math.max(0, reasons.size() - MAX_REASONS), reasons.size());
	}

	/** What a line of its log says, or the line itself: progress bars are no JSON. */
	private String message(String line) {
		try {
			return this.mapper.readTree(line).path("msg").asString(line).replace("[hostagent] ", "").strip();
		}
		catch (JacksonException ex) {
			return line.strip();
		}
	}

	private @Nullable String error(String line) {
		try {
			JsonNode entry = this.mapper.readTree(line);
			String level = entry.path("level").asString("");
			String message = entry.path("msg").asString("");
			boolean said = level.equals("error") || level.equals("fatal") || message.contains("qemu[stderr]");
			return said ? message : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/** Why an instance does not start: only its own log says. */
	List<String> reasonsOf(LimaInstance instance) throws IOException {
		Path log = instance.dir().resolve("ha.stderr.log");
		return Files.isReadable(log) ? reasons(Objects.requireNonNull(Files.readString(log))) : List.of();
	}

}
