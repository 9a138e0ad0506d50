package com.portofcontext.pctx.sandbox.attacks;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In a sandbox no attack succeeds, and the next call works: it is the next attack's.
 */
abstract class SandboxCorpusTests extends CorpusTests {

	SandboxCorpusTests(String name) {
		super(name);
	}

	@Override
	String judge(Attack attack, Range range) throws Exception {
		try (Scene scene = range.scene()) {
			List<String> arguments = attack.prepare(scene);
			for (int round = 1; round < attack.rounds(); round++) {
				range.start(attack, arguments, scene).close();
			}
			return judge(attack, scene, (SandboxTrial) range.start(attack, arguments, scene));
		}
	}

	private static String judge(Attack attack, Scene scene, SandboxTrial started) throws Exception {
		try (SandboxTrial trial = started) {
			SandboxException failure = trial.failure();
			if (failure != null) {
				assertThat(attack.mayEndWith(failure)).as("%s: %s", failure, failure.getCause()).isTrue();
				assertThat(failure).isNotInstanceOf(SandboxUnavailableException.class);
			}
			assertThat(attack.tried(trial)).as("it was tried: " + trial.answer()).isTrue();
			assertThat(attack.succeeded(scene, trial)).as("it succeeded: " + trial.answer()).isFalse();
			return "held off";
		}
	}

}
