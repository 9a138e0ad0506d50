package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The instance: made, started, changed by the smallest step that will do, healed and
 * stopped. Everything happens under the {@link HostLock} of its home.
 */
final class LimaVm {

	private static final Duration STOP = Duration.ofSeconds(60);

	private static final String PRISTINE = "pctx-pristine";

	private static final String QEMU_ANSWER = "output: ";

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final LimaSettings settings;

	private final LimaHome home;

	private final LimaProgress progress;

	/**
	 * Create a manager of an instance.
	 * @param settings how it is set up
	 * @param home where it is
	 * @param progress is told what is done
	 */
	LimaVm(LimaSettings settings, LimaHome home, LimaProgress progress) {
		this.settings = settings;
		this.home = home;
		this.progress = progress;
	}

	/** Do something that no other application may come between. */
	<T> T locked(Step<T> step) throws IOException, InterruptedException {
		HostLock lock = HostLock.acquire(this.home.lock(), this.settings.startTimeout().plus(STOP));
		try (lock) {
			return step.run();
		}
	}

	/** Talk about instances that are there; to start one needs more. */
	private Limactl limactl(Map<String, String> more) {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("LIMA_HOME", this.home.root().toString());
		return new Limactl(this.settings.limactl(), environment);
	}

	Optional<LimaInstance> find() throws IOException, InterruptedException {
		return limactl(Map.of()).find(this.settings.instance());
	}

	/**
	 * Have the instance run as the settings say.
	 * @param lease this application's, which tells of the others
	 * @return the instance
	 */
	LimaInstance ensureRunning(Leases lease) throws IOException, InterruptedException {
		InstanceFile file = new InstanceFile(this.settings);
		Made wanted = new Made(file.version(), this.settings.cpus(), this.settings.memory().toMegabytes(),
				this.settings.disk().toMegabytes(), true, null);
		LimaInstance found = find().orElse(null);
		Made made = made();
		boolean shared = !lease.others().isEmpty();
		if (found != null && found.running() && (wanted.matches(made) || shared)) {
			if (made == null || !wanted.version().equals(made.version())) {
				throw new LimaException.Final(
						"The Lima instance '%s' is in use by %s and was made of another template. End that application, or name another instance in pctx.sandbox.lima.instance."
							.formatted(this.settings.instance(), lease.others()));
			}
			return found;
		}
		if (this.settings.lifecycle() == LimaSettings.Lifecycle.NONE) {
			throw new LimaException.Final(
					"The Lima instance '%s' in %s does not run as the properties say, and pctx.sandbox.lima.lifecycle=none keeps the application from starting it. Start it, or set another lifecycle."
						.formatted(this.settings.instance(), this.home.root()));
		}
		Limactl limactl = startingLimactl();
		if (found != null && made == null) {
			throw new LimaException.Final(
					"There is a Lima instance '%s' in %s that is not the sandbox's. Name another in pctx.sandbox.lima.instance, or another directory in pctx.sandbox.lima.home."
						.formatted(this.settings.instance(), this.home.root()));
		}
		if (found != null && (made == null || !made.keeps(wanted))) {
			this.progress.accept("removing the machine, which is half-made or made of another template");
			limactl.run(new LimaCommand.Delete(found.name()));
			found = null;
		}
		if (found == null) {
			create(limactl, file, wanted);
		}
		else {
			quiet(limactl, found);
			if (!wanted.matches(made)) {
				this.progress.accept("changing the machine's CPUs, memory or disk");
				if (made != null && made.pristine() != null) {
					// The next snapshot is not to have what workers left.
					snapshot(limactl, "apply", found);
					forgetPristine(limactl, found, made);
				}
				limactl.run(new LimaCommand.Edit(found.name(), ".cpus=%d | .memory=\"%dMiB\" | .disk=\"%dMiB\""
					.formatted(wanted.cpus(), wanted.memory(), wanted.disk())));
				write(wanted);
			}
		}
		return start(limactl);
	}

	private Limactl startingLimactl() throws IOException, InterruptedException {
		limactl(Map.of()).checkVersion();
		return limactl(new Hypervisor(this.settings, this.home.qemu()).environment());
	}

	/** The record comes first: so a half-made instance is known by it. */
	private void create(Limactl limactl, InstanceFile file, Made wanted) throws IOException, InterruptedException {
		this.progress.accept("creating the machine");
		write(wanted.unfinished());
		Path yaml = file.write(Files.createDirectories(this.home.directory().resolve("template")));
		limactl.run(new LimaCommand.Create(this.settings.instance(), yaml, this.settings.startTimeout()),
				this.progress::goOn);
		write(wanted);
	}

	/** End it by force, whatever it is called. */
	void end(LimaInstance instance) throws IOException, InterruptedException {
		quiet(limactl(Map.of()), instance);
	}

	/** Whatever state it is in, nothing of it runs after this. */
	private void quiet(Limactl limactl, LimaInstance instance) throws IOException, InterruptedException {
		if (instance.stopped()) {
			return;
		}
		this.progress.accept("ending the machine, which is " + instance.status());
		StalePids.remove(instance);
		limactl.run(new LimaCommand.Stop(instance.name(), true, STOP));
	}

	private LimaInstance start(Limactl limactl) throws IOException, InterruptedException {
		this.progress.accept("starting the machine");
		try {
			limactl.run(new LimaCommand.Start(this.settings.instance(), this.settings.startTimeout()),
					this.progress::goOn);
		}
		catch (LimaException.Final ex) {
			throw ex;
		}
		catch (LimaException ex) {
			throw new LimaException("The Lima machine does not start: %s: %s. See %s.".formatted(ex.getMessage(),
					reasons(limactl), logs()), ex);
		}
		return find().filter(LimaInstance::running)
			.orElseThrow(() -> new LimaException("The Lima machine started and is gone. See " + logs()));
	}

	private String reasons(Limactl limactl) throws IOException, InterruptedException {
		LimaInstance instance = find().orElse(null);
		return (instance != null) ? String.join("; ", limactl.reasonsOf(instance)) : "it is gone";
	}

	private Path logs() {
		return this.home.root().resolve(this.settings.instance()).resolve("ha.stderr.log");
	}

	/** Whether there is a snapshot to go back to. */
	boolean hasPristine() throws IOException {
		Made made = made();
		return made != null && made.pristine() != null;
	}

	/**
	 * Whether a snapshot is due: where the driver can take one, and the newest is of
	 * another agent.
	 * @throws LimaException.Final if the driver cannot, and the settings need one
	 */
	boolean lacksPristine(LimaInstance instance, String agent) throws IOException {
		if (!instance.qemu()) {
			if (this.settings.reset().asked()) {
				throw new LimaException.Final(noSnapshots(instance)
						+ " Remove pctx.sandbox.lima.reset, or set pctx.sandbox.lima.vm-type=qemu.");
			}
			return false;
		}
		Made made = made();
		return made == null || !agent.equals(made.pristine());
	}

	private static String noSnapshots(LimaInstance instance) {
		return "The Lima machine cannot be reset: Lima's driver '%s' takes no snapshots.".formatted(instance.vmType());
	}

	/** Take a snapshot to come back to. */
	void keepPristine(LimaInstance instance, String agent) throws IOException, InterruptedException {
		Made made = Objects.requireNonNull(made());
		this.progress.accept("keeping the machine's pristine state");
		Limactl limactl = limactl(Map.of());
		forgetPristine(limactl, instance, made);
		snapshot(limactl, "create", instance);
		write(made.pristine(agent));
	}

	private void forgetPristine(Limactl limactl, LimaInstance instance, Made made)
			throws IOException, InterruptedException {
		if (made.pristine() != null) {
			write(made.pristine(null));
			snapshot(limactl, "delete", instance);
		}
	}

	/**
	 * Go back to the snapshot. An instance that cannot is made anew at its next start.
	 */
	void reset(LimaInstance instance) throws IOException, InterruptedException {
		if (!instance.qemu()) {
			throw new LimaException.Final(noSnapshots(instance));
		}
		Made made = made();
		if (made == null || made.pristine() == null) {
			throw new LimaException.Final(
					"The Lima machine cannot be reset: it was started by an application that shared it, and has no pristine state. Restart it: LIMA_HOME=%s limactl stop %s"
						.formatted(this.home.root(), instance.name()));
		}
		this.progress.accept("resetting the machine");
		boolean applied = false;
		try {
			snapshot(limactl(Map.of()), "apply", instance);
			applied = true;
		}
		finally {
			if (!applied) {
				write(made.unfinished());
			}
		}
	}

	/** What QEMU answers is an error: limactl takes it for none. */
	private static void snapshot(Limactl limactl, String action, LimaInstance instance)
			throws IOException, InterruptedException {
		String said = limactl.run(new LimaCommand.Snapshot(action, instance.name(), PRISTINE)).errors();
		int answer = said.indexOf(QEMU_ANSWER);
		if (answer >= 0) {
			throw new LimaException(
					"'limactl snapshot %s' failed: %s".formatted(action, said.substring(answer).strip()));
		}
	}

	/** Stop it, by force if it does not; say whether it ran. */
	boolean stop() throws IOException, InterruptedException {
		LimaInstance instance = find().orElse(null);
		if (instance == null || instance.stopped()) {
			return false;
		}
		Limactl limactl = limactl(Map.of());
		this.progress.accept("stopping the machine");
		try {
			limactl.run(new LimaCommand.Stop(instance.name(), !instance.running(), STOP));
		}
		catch (IOException ex) {
			limactl.run(new LimaCommand.Stop(instance.name(), true, STOP));
		}
		return true;
	}

	private @Nullable Made made() throws IOException {
		if (!Files.exists(this.home.record())) {
			return null;
		}
		try {
			return this.mapper.readValue(Files.readString(this.home.record()), Made.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private void write(Made made) throws IOException {
		Files.writeString(this.home.record(), this.mapper.writeValueAsString(made));
	}

	/**
	 * Something that is done to the instance.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	interface Step<T> {

		T run() throws IOException, InterruptedException;

	}

}
