package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The application's configuration, in whatever jar of the class path it may be.
 */
class ConfigurationInJars implements Attack {

	@Override
	public String attack(List<String> arguments) throws IOException {
		StringBuilder all = new StringBuilder();
		for (String entry : System.getProperty("java.class.path").split(":")) {
			try (JarFile jar = new JarFile(entry)) {
				for (var file : Collections.list(jar.entries())) {
					if (!file.getName().endsWith(".class")) {
						all.append(file.getName())
							.append(new String(jar.getInputStream(file).readAllBytes(), StandardCharsets.UTF_8));
					}
				}
			}
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("correct-horse");
	}

}
