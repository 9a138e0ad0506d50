package com.portofcontext.pctx.sandbox.call;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostMemory}.
 */
class HostMemoryTests {

	@Test
	void whenMemoryWasExhaustedThenErrorIsFoundBehindOthers() {
		OutOfMemoryError error = new OutOfMemoryError("heap");
		assertThat(HostMemory.find(new IllegalStateException(new IllegalArgumentException(error)))).isSameAs(error);
	}

	@Test
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void whenCausesLeadBackThenThereIsNone() {
		Exception first = new Exception();
		Exception second = new Exception(first);
		first.initCause(second);
		assertThat(HostMemory.find(second)).isNull();
	}

}
