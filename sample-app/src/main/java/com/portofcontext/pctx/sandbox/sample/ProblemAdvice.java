package com.portofcontext.pctx.sandbox.sample;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns failures into problem details (RFC 9457), beside Spring's own for requests that
 * are not understood ({@code spring.mvc.problemdetails}). What the sender's own code or
 * data did to itself is 422, a time-out included: sending the same again would not help,
 * as a 504 would suggest. Only a call that never ran says when to try again.
 */
@RestControllerAdvice
class ProblemAdvice {

	private static final Logger logger = LoggerFactory.getLogger(ProblemAdvice.class);

	private static final String RETRY_AFTER_SECONDS = "5";

	@ExceptionHandler
	ProblemDetail badInput(BadInputException ex) {
		return problem(HttpStatus.BAD_REQUEST, "Bad input", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail doesNotCompile(CompilationException ex) {
		ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Source does not compile", ex.getMessage());
		problem.setProperty("errors", List.of(String.valueOf(ex.getMessage()).split("\n")));
		return problem;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> unavailable(SandboxUnavailableException ex) {
		logger.warn("Sandbox not available", ex);
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.body(problem(HttpStatus.SERVICE_UNAVAILABLE, "Sandbox not available", "It never ran: try again later."));
	}

	@ExceptionHandler
	ProblemDetail threw(SandboxExecutionException ex) {
		ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "Sandboxed code threw an exception",
				ex.getRemoteType() + ((ex.getRemoteMessage() != null) ? ": " + ex.getRemoteMessage() : ""));
		problem.setProperty("exception", ex.getRemoteType());
		problem.setProperty("message", ex.getRemoteMessage());
		return problem;
	}

	@ExceptionHandler
	ProblemDetail tookTooLong(SandboxTimeoutException ex) {
		return problem(HttpStatus.UNPROCESSABLE_CONTENT, "Sandboxed code took too long", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail usedTooMuch(SandboxMemoryLimitException ex) {
		return problem(HttpStatus.UNPROCESSABLE_CONTENT, "Sandboxed code used too much memory", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail badResult(SandboxResultException ex) {
		return problem(HttpStatus.UNPROCESSABLE_CONTENT, "Result cannot be used", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail crashed(SandboxCrashedException ex) {
		return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Sandboxed code ended its process", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail failed(SandboxException ex) {
		logger.error("Sandbox failed", ex);
		return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Sandbox failed", "See the application's log.");
	}

	@ExceptionHandler
	ProblemDetail anythingElse(Exception ex) {
		logger.error("Request failed", ex);
		return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Request failed", "See the application's log.");
	}

	private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(title);
		return problem;
	}

}
