package com.portofcontext.pctx.sandbox.guest.agent;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerBudgetTests {

	private final WorkerBudget budget = new WorkerBudget(3, 1000, 2);

	@Test
	void limitsWorkersAndTheirMemory() {
		assertThat(this.budget.hasRoom(1000)).isTrue();
		assertThat(this.budget.hasRoom(1001)).isFalse();
		this.budget.start(500);
		assertThat(this.budget.hasRoom(501)).isFalse();
		this.budget.start(1);
		this.budget.start(1);
		assertThat(this.budget.hasRoom(1)).isFalse();
	}

	@Test
	void limitsWorkersThatStartAtOnce() {
		this.budget.start(1);
		this.budget.start(1);
		assertThat(this.budget.isBusyStarting()).isTrue();
		this.budget.started();
		assertThat(this.budget.isBusyStarting()).isFalse();
	}

	@Test
	void countsWorkerUntilNothingOfItIsLeft() {
		start(600);
		start(200);
		assertThat(this.budget.willHaveRoom(500)).isFalse();
		this.budget.end(600);
		assertThat(this.budget.hasRoom(500)).isFalse();
		assertThat(this.budget.willHaveRoom(500)).isTrue();
		assertThat(this.budget.willHaveRoom(801)).isFalse();
		this.budget.ended(600);
		assertThat(this.budget.hasRoom(500)).isTrue();
		assertThat(this.budget.living()).isOne();
	}

	@Test
	void whenStartFailsThenNothingIsTaken() {
		this.budget.start(1000);
		this.budget.failed(1000);
		assertThat(this.budget.hasRoom(1000)).isTrue();
		assertThat(this.budget.living()).isZero();
	}

	private void start(long memory) {
		this.budget.start(memory);
		this.budget.started();
	}

}
