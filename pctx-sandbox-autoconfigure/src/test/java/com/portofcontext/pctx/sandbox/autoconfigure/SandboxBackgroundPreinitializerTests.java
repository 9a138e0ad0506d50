package com.portofcontext.pctx.sandbox.autoconfigure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The preparation in the background, whose failures nobody would see.
 */
class SandboxBackgroundPreinitializerTests {

	@Test
	void verifiesItsExample() {
		assertThatNoException().isThrownBy(new SandboxBackgroundPreinitializer()::preinitialize);
	}

}
