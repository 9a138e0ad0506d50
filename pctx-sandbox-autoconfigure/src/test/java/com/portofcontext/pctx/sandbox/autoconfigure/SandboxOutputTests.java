package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * What sandboxed code prints is in the application's log, and cannot pass for anything
 * else there.
 */
@SandboxApplicationTest
@TestPropertySource(properties = "pctx.sandbox.profiles.quiet.max-output-size=1KB")
class SandboxOutputTests {

	@Autowired
	private Printer printer;

	@Autowired
	private SandboxOperations operations;

	private final Logger logger = (Logger) LoggerFactory.getLogger(Printer.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void attach() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void detach() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void outputIsLoggedLineByLineByStream() {
		this.printer.print();
		assertThat(this.log.list).extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
			.containsExactly(tuple(Level.INFO, "[sandbox] one"), tuple(Level.INFO, "[sandbox] two, in two parts"),
					tuple(Level.WARN, "[sandbox] careful"), tuple(Level.INFO, "[sandbox] caf\u00e9 \u2615"),
					tuple(Level.INFO, "[sandbox] no line break"));
	}

	@Test
	void controlCharactersAreShownInsteadOfObeyed() {
		this.printer.forge();
		assertThat(messages()).containsExactly("[sandbox] a\\u001b[2Jb\\u0007", "[sandbox] 2026 ERROR forged",
				"[sandbox] x\\u202ey");
	}

	@Test
	void whenCodeThrowsThenWhatItPrintedBeforeIsLogged() {
		assertThatRuntimeException().isThrownBy(() -> this.printer.printAndThrow());
		assertThat(messages()).contains("[sandbox] last words");
	}

	@Test
	void whenCallIsCancelledThenWhatItPrintedBeforeIsLogged() {
		CompletableFuture<String> call = this.printer.printAndWait();
		await().atMost(Duration.ofMinutes(1)).until(() -> messages().contains("[sandbox] first"));
		call.cancel(true);
		await().atMost(Duration.ofMinutes(1)).until(() -> messages().contains("[sandbox] unfinished"));
	}

	@Test
	void whenOutputExceedsTheLimitThenTheRestIsDroppedAndTheLogSaysSo() {
		assertThat(this.printer.flood()).isEqualTo(10_000);
		assertThat(messages()).last().asString().contains("max-output-size", "dropped");
		assertThat(messages().stream().filter((message) -> !message.contains("max-output-size"))).isNotEmpty()
			.allSatisfy((message) -> assertThat(message).startsWith("[sandbox] 0123"))
			.hasSizeLessThanOrEqualTo(70);
		assertThat(this.operations.call("printer", "flood").report().outputBytes()).isEqualTo(170_000);
	}

	private List<String> messages() {
		return List.copyOf(this.log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	static class Printer {

		@Sandboxed
		public void print() {
			System.out.println("one");
			System.out.print("two, ");
			System.out.println("in two parts");
			System.err.println("careful");
			System.out.println("caf\u00e9 \u2615");
			System.out.print("no line break");
		}

		@Sandboxed
		public void forge() {
			System.out.print("a\u001b[2Jb\u0007\n2026 ERROR forged\nx\u202ey\n");
		}

		@Sandboxed
		public void printAndThrow() {
			System.out.println("last words");
			throw new IllegalStateException("end");
		}

		@Sandboxed
		public CompletableFuture<String> printAndWait() {
			System.out.print("first\nunfinished");
			return new CompletableFuture<>();
		}

		@Sandboxed(profile = "quiet")
		public int flood() {
			int lines = 0;
			while (lines < 10_000) {
				System.out.println("0123456789abcdef");
				lines++;
			}
			return lines;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Printer printer() {
			return new Printer();
		}

	}

}
