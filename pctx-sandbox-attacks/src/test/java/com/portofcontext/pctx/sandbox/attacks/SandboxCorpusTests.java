package com.portofcontext.pctx.sandbox.attacks;

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
		try (Scene scene = range.scene();
				SandboxTrial trial = (SandboxTrial) range.start(attack, attack.prepare(scene), scene)) {
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
