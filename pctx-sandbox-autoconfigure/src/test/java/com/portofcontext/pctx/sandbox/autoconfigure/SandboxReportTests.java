package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.portofcontext.pctx.sandbox.SandboxCallEvent;
import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What an application is told of its calls, on a real jail: limits in force, proof, use,
 * network decisions and end, with the value or the exception, and in one event for each.
 */
@SandboxApplicationTest
class SandboxReportTests {

	@Autowired
	private SandboxOperations operations;

	@Autowired
	private Snippets snippets;

	@Autowired
	private Listener listener;

	@BeforeEach
	void forgetEarlierEvents() {
		this.listener.events.clear();
	}

	@Test
	void whenMethodReturnsThenReportAndEventTellOfTheCall() {
		SandboxResult<String> result = this.operations
			.callWith((policy) -> policy.withMemory(DataSize.ofMegabytes(128)), "snippets", "greet");
		SandboxReport report = result.report();
		assertThat(report.exit()).isEqualTo(SandboxReport.Exit.RETURNED);
		assertThat(report.policy().memory()).isEqualTo(DataSize.ofMegabytes(128));
		assertThat(report.policy().timeout()).isEqualTo(Duration.ofMinutes(2));
		assertThat(report.proof()).contains("seccomp=2", "network=none");
		assertThat(report.cpuTime()).isPositive();
		assertThat(report.peakMemory().toBytes()).isPositive();
		assertThat(report.network()).isEmpty();
		SandboxCallEvent event = this.listener.only();
		assertThat(event.beanName()).isEqualTo("snippets");
		assertThat(event.method().getName()).isEqualTo("greet");
		assertThat(event.report()).isSameAs(report);
		assertThat(event.failure()).isNull();
	}

	@Test
	void whenNetworkRefusesThenReportSaysWhichDestinationAndWhy() {
		SandboxExecutionException exception = catchThrowableOfType(SandboxExecutionException.class,
				() -> this.operations.call("snippets", "connect"));
		SandboxReport report = this.listener.only().report();
		assertThat(exception.getReport()).isSameAs(report);
		assertThat(report.exit()).isEqualTo(SandboxReport.Exit.THREW);
		assertThat(report.policy().networkAllow()).containsExactly("192.0.2.7:443");
		assertThat(report.network()).singleElement().satisfies((connection) -> {
			assertThat(connection.destination()).isEqualTo("192.0.2.8:443");
			assertThat(connection.allowed()).isFalse();
			assertThat(connection.address()).isNull();
			assertThat(connection.reason()).isNotEmpty();
		});
	}

	@Test
	void whenTimeIsUpThenExceptionAndEventTellOfTheCall() {
		// Waiting for a worker counts: on a busy machine the first one may come too late.
		await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			this.listener.events.clear();
			assertReported(SandboxTimeoutException.class, SandboxReport.Exit.TIMEOUT, () -> this.snippets.sleep());
		});
	}

	@Test
	void whenWorkerDiesThenExceptionAndEventTellOfTheCall() {
		assertReported(SandboxCrashedException.class, SandboxReport.Exit.CRASHED, () -> this.snippets.exit());
	}

	private void assertReported(Class<? extends SandboxException> type, SandboxReport.Exit exit, Runnable call) {
		SandboxException exception = catchThrowableOfType(type, call::run);
		assertThat(exception).isNotNull();
		SandboxCallEvent event = this.listener.only();
		assertThat(event.failure()).isSameAs(exception);
		assertThat(event.report()).isNotNull().isSameAs(exception.getReport());
		assertThat(event.report().exit()).isEqualTo(exit);
		assertThat(event.report().proof()).contains("seccomp=2");
	}

	static class Snippets {

		@Sandboxed
		public String greet() {
			return "hello";
		}

		@Sandboxed(allowNetwork = "192.0.2.7:443")
		public void connect() throws IOException {
			new Socket("192.0.2.8", 443).close();
		}

		@Sandboxed(timeout = "5s")
		public void sleep() {
			while (true) {
				Thread.onSpinWait();
			}
		}

		@Sandboxed
		public void exit() {
			System.exit(3);
		}

	}

	static class Listener {

		private final List<SandboxCallEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void ended(SandboxCallEvent event) {
			this.events.add(event);
		}

		SandboxCallEvent only() {
			assertThat(this.events).hasSize(1);
			return this.events.get(0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Snippets snippets() {
			return new Snippets();
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

}
