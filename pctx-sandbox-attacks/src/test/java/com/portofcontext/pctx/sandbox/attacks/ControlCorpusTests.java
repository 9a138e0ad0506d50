package com.portofcontext.pctx.sandbox.attacks;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where nothing stops them, attacks succeed: otherwise they would show nothing elsewhere.
 */
class ControlCorpusTests extends CorpusTests {

	ControlCorpusTests() {
		super("control");
	}

	@Override
	Range open() throws Exception {
		return ControlRange.start();
	}

	@Override
	String judge(Attack attack, Range range) throws Exception {
		if (!attack.control().exists()) {
			assertThat(attack.control().reason()).isNotEmpty();
			return "none: " + attack.control().reason();
		}
		try (Scene scene = range.scene(); Trial trial = range.start(attack, attack.prepare(scene), scene)) {
			await().atMost(Scene.BOUND)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(50))
				.untilAsserted(() -> assertThat(attack.succeeded(scene, trial))
					.as("it succeeded where nothing stops it: " + trial.answer())
					.isTrue());
			return "succeeded";
		}
	}

}
