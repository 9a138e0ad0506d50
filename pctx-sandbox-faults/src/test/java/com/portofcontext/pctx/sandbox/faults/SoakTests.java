package com.portofcontext.pctx.sandbox.faults;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two minutes of good and hostile calls leave nothing: see {@link Soak}. More of them are
 * made by dev/soak.
 */
class SoakTests {

	@Test
	@Timeout(30 * 60)
	void whenCallsGoOnThenNothingGrows() throws Exception {
		try (Soak soak = new Soak()) {
			soak.run(Duration.ofMinutes(2));
		}
	}

}
