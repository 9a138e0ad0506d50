package com.portofcontext.pctx.sandbox.machine.local;

import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.SandboxException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the local machine cannot do.
 */
class LocalMachineTests {

	@Test
	void whenItIsToBeResetThenItSaysWhyNot() {
		LocalMachine machine = new LocalMachine(Path.of("/nowhere"), () -> {
			throw new IllegalStateException("not started");
		});
		assertThatExceptionOfType(SandboxException.class).isThrownBy(machine::reset)
			.withMessageContaining("'local' keeps no state to go back to")
			.withMessageContaining("pctx.sandbox.machine=lima");
	}

}
