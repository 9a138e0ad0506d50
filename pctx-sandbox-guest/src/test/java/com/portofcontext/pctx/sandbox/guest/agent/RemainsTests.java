package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What could not be removed is removed with the next thing that can be.
 */
class RemainsTests {

	private final Remains remains = new Remains();

	@Test
	void whenSomethingCannotBeRemovedThenItIsTriedAgainUntilItIs() {
		AtomicInteger attempts = new AtomicInteger();
		assertThat(this.remains.remove(() -> attempts.incrementAndGet() > 2)).isFalse();
		assertThat(this.remains.remove(() -> true)).isTrue();
		assertThat(attempts).hasValue(2);
		assertThat(this.remains.remove(() -> true)).isTrue();
		assertThat(this.remains.remove(() -> true)).isTrue();
		assertThat(attempts).hasValue(3);
	}

	@Test
	void whenNothingElseCanBeRemovedThenItIsNotTriedAgain() {
		AtomicInteger attempts = new AtomicInteger();
		this.remains.remove(() -> attempts.incrementAndGet() > 1);
		assertThat(this.remains.remove(() -> false)).isFalse();
		assertThat(attempts).hasValue(1);
	}

}
