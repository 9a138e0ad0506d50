package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The application's configuration, by every way to ask for a resource and in many
 * spellings.
 */
class ConfigurationByClassLoader implements Attack {

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String name : List.of("application.yml", "/application.yml", "./application.yml", "x/../application.yml",
				"//application.yml", "APPLICATION.YML", "application%2Eyml", "META-INF/../application.yml",
				"BOOT-INF/classes/application.yml", "application.yml\0", "config/application.yml")) {
			all.append(Hostile.attempt(() -> text(ConfigurationByClassLoader.class.getResourceAsStream(name))))
				.append(Hostile
					.attempt(() -> text(ConfigurationByClassLoader.class.getClassLoader().getResourceAsStream(name))))
				.append(Hostile.attempt(() -> text(ClassLoader.getSystemResourceAsStream(name))))
				.append(Hostile
					.attempt(() -> text(Thread.currentThread().getContextClassLoader().getResourceAsStream(name))));
		}
		return all.toString();
	}

	private static String text(@Nullable InputStream in) throws IOException {
		return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "none";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("correct-horse");
	}

}
