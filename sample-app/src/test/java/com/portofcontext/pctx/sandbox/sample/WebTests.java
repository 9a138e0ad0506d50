package com.portofcontext.pctx.sandbox.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

/**
 * Tests for the controllers and {@link ProblemAdvice}, with the sandbox left out.
 */
@WebMvcTest
class WebTests {

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private SummaryService summaries;

	@MockitoBean
	private ExpressionService expressions;

	@MockitoBean
	private SandboxOperations sandbox;

	@Test
	void summarizesCsv() throws Exception {
		given(this.summaries.summarizeCsv("n\n1\n3"))
			.willReturn(new Summary(2, List.of(new Summary.Column("n", 1, 3, 2))));
		MvcTestResult result = this.mvc.post()
			.uri("/api/summaries")
			.contentType("text/csv")
			.content("n\n1\n3")
			.exchange();
		assertThat(result).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"count": 2, "columns": [{"name": "n", "min": 1.0, "max": 3.0, "mean": 2.0}]}""");
	}

	@Test
	void summarizesRows() {
		given(this.summaries.summarizeRows(List.of(Map.of("n", "1")))).willReturn(new Summary(1, List.of()));
		assertThat(
				this.mvc.post().uri("/api/summaries").contentType(MediaType.APPLICATION_JSON).content("[{\"n\": 1}]"))
			.hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("{\"count\": 1, \"columns\": []}");
	}

	@Test
	void evaluatesExpression() throws Exception {
		given(this.expressions.evaluate("input", Map.of("a", 1))).willReturn(List.of(1, "two"));
		assertThat(evaluate("{\"source\": \"input\", \"input\": {\"a\": 1}}")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("{\"value\": [1, \"two\"]}");
	}

	@Test
	void showsWhatACallRunsIn() {
		SandboxReport report = new SandboxReport("local", "firejail 0.9.72", "cgroup v2", List.of("Seccomp: 2"),
				List.of(), Duration.ofMillis(3), Duration.ofMillis(2), DataSize.ofMegabytes(40), 0,
				SandboxPolicy.DEFAULT, List.of(), SandboxReport.Exit.RETURNED, "plain", 1);
		given(this.sandbox.<String>call("sandboxProbe", "javaVersion")).willReturn(new SandboxResult<>("25", report));
		SandboxStatus.Pool pool = new SandboxStatus.Pool("SandboxProbe.javaVersion", 1, 2, 3, List.of("Seccomp: 2"));
		given(this.sandbox.status())
			.willReturn(new SandboxStatus("local", "firejail 0.9.72", "cgroup v2", List.of(), 4, 0, List.of(pool)));
		assertThat(this.mvc.get().uri("/api/sandbox")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"machine": "local", "jail": "firejail 0.9.72", "limits": "cgroup v2", "proof": ["Seccomp: 2"],
				"unenforced": [], "java": "25", "wallTime": "3 ms", "cpuTime": "2 ms", "peakMemory": "40 MB",
				"maxWorkers": 4, "pools": [{"method": "SandboxProbe.javaVersion", "ready": 1, "starting": 2, "busy": 3,
				"proof": ["Seccomp: 2"]}]}""");
	}

	@ParameterizedTest
	@MethodSource
	void mapsSandboxExceptions(SandboxException exception, HttpStatus status, String title) throws Exception {
		given(this.expressions.evaluate(any(), any())).willThrow(exception);
		assertThat(evaluate("{\"source\": \"1\"}")).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.title")
			.isEqualTo(title);
	}

	static Stream<Arguments> mapsSandboxExceptions() {
		return Stream.of(
				Arguments.of(new SandboxTimeoutException("5s"), HttpStatus.UNPROCESSABLE_CONTENT,
						"Sandboxed code took too long"),
				Arguments.of(new SandboxMemoryLimitException("256MB"), HttpStatus.UNPROCESSABLE_CONTENT,
						"Sandboxed code used too much memory"),
				Arguments.of(new SandboxResultException("17MB"), HttpStatus.UNPROCESSABLE_CONTENT,
						"Result cannot be used"),
				Arguments.of(new SandboxCrashedException("exit 1"), HttpStatus.INTERNAL_SERVER_ERROR,
						"Sandboxed code ended its process"),
				Arguments.of(new SandboxException("?"), HttpStatus.INTERNAL_SERVER_ERROR, "Sandbox failed"));
	}

	@Test
	void whenCodeThrowsThenRemoteTypeAndMessageAreShown() throws Exception {
		given(this.expressions.evaluate(any(), any())).willThrow(
				new SandboxExecutionException("call failed", "java.lang.ArithmeticException", "/ by zero", null));
		assertThat(evaluate("{\"source\": \"1 / 0\"}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"exception": "java.lang.ArithmeticException", "message": "/ by zero",
					"detail": "java.lang.ArithmeticException: / by zero"}""");
	}

	@Test
	void whenSandboxIsUnavailableThenItSaysWhenToTryAgainAndNoMore() throws Exception {
		given(this.expressions.evaluate(any(), any())).willThrow(new SandboxUnavailableException("/run/secret.sock"));
		MvcTestResult result = evaluate("{\"source\": \"1\"}");
		assertThat(result).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.hasHeader("Retry-After", "5")
			.bodyText()
			.doesNotContain("secret");
	}

	@Test
	void whenSourceDoesNotCompileThenEachErrorIsListed() throws Exception {
		given(this.expressions.evaluate(any(), any()))
			.willThrow(new CompilationException("Line 1: ';' expected\nLine 2: illegal start of type"));
		assertThat(evaluate("{\"source\": \"1 +\"}")).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.errors")
			.asArray()
			.containsExactly("Line 1: ';' expected", "Line 2: illegal start of type");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "{\"source\": \" \"}", "[]" })
	void whenExpressionCannotBeReadThenItIsBadRequest(String body) {
		assertThat(evaluate(body)).hasStatus(HttpStatus.BAD_REQUEST).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void whenCsvCannotBeReadThenItIsBadRequest() throws Exception {
		given(this.summaries.summarizeCsv("a,b\n1"))
			.willThrow(new BadInputException("Row 1 has 1 cells, but there are 2 columns."));
		assertThat(this.mvc.post().uri("/api/summaries").contentType("text/csv").content("a,b\n1"))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("Row 1 has 1 cells, but there are 2 columns.");
	}

	@ParameterizedTest
	@CsvSource({ "/api/summaries, text/csv", "/api/summaries, application/json", "/api/expressions, application/json" })
	void whenBodyIsTooLargeThenItIsRefusedUnread(String uri, String type) {
		String body = "[".repeat((int) BodySizeAdvice.MAX_SIZE.toBytes() + 1);
		assertThat(this.mvc.post().uri(uri).contentType(type).content(body)).hasStatus(HttpStatus.CONTENT_TOO_LARGE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("1048576 bytes");
		then(this.summaries).shouldHaveNoInteractions();
	}

	@Test
	void whenBodyIsAsLargeAsAllowedThenItIsRead() throws Exception {
		String body = "n".repeat((int) BodySizeAdvice.MAX_SIZE.toBytes());
		given(this.summaries.summarizeCsv(body)).willReturn(new Summary(0, List.of()));
		assertThat(this.mvc.post().uri("/api/summaries").contentType("text/csv").content(body)).hasStatusOk();
	}

	@ParameterizedTest
	@CsvSource({ "/api/nothing, text/csv, NOT_FOUND", "/api/summaries, text/plain, UNSUPPORTED_MEDIA_TYPE",
			"/api/sandbox, text/csv, METHOD_NOT_ALLOWED" })
	void whenNothingAnswersARequestThenItIsAProblem(String uri, String type, HttpStatus status) {
		assertThat(this.mvc.post().uri(uri).contentType(type).content("n")).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void whenApplicationFailsThenItSaysNoMoreThanThat() throws Exception {
		given(this.expressions.evaluate(any(), any())).willThrow(new IllegalStateException("secret"));
		assertThat(evaluate("{\"source\": \"1\"}")).hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyText()
			.contains("Request failed")
			.doesNotContain("secret");
	}

	private MvcTestResult evaluate(String body) {
		return this.mvc.post().uri("/api/expressions").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

}
