package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Classes of the application's libraries, and what their static fields hold.
 */
class ClassesOfTheApplication implements Attack {

	/** Of libraries to which nothing sandboxed refers, and which no property excludes. */
	private static final List<String> NAMES = List.of("org.springframework.context.ApplicationContext",
			"org.springframework.boot.SpringApplication", "org.springframework.beans.factory.BeanFactory",
			"ch.qos.logback.classic.Logger", "org.junit.jupiter.api.Test", "org.assertj.core.api.Assertions");

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		for (String name : NAMES) {
			System.out.println(Hostile.attempt(() -> "loaded " + Class.forName(name)));
		}
		Hostile.hold();
		return "";
	}

	/** Looked for from outside as well, in the jars that the worker sees. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		for (HostProcess process : trial.processes().stream().filter(HostProcess::isJvm).toList()) {
			for (String entry : classPath(process)) {
				if (holdsOne(process.file(entry))) {
					return true;
				}
			}
		}
		return trial.answer().contains("loaded ");
	}

	@Override
	public boolean tried(Trial trial) {
		return trial.processes()
			.stream()
			.filter(HostProcess::isJvm)
			.anyMatch((process) -> Stream.of(classPath(process)).map(process::file).anyMatch(Files::exists));
	}

	private static String[] classPath(HostProcess process) {
		List<String> words = List.of(process.read("cmdline").split("\0"));
		return words.get(words.indexOf("-cp") + 1).split(":");
	}

	private static boolean holdsOne(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return NAMES.stream().anyMatch((name) -> file.getEntry(name.replace('.', '/') + ".class") != null);
		}
	}

	@Override
	public Control control() {
		return Control.none("a plain process has the class path that it is given");
	}

}
