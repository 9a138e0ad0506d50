package com.portofcontext.pctx.sandbox.sample;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Runs Java that nobody has read yet.
 */
@RestController
@RequestMapping("/api/expressions")
class ExpressionController {

	private final ExpressionService expressions;

	ExpressionController(ExpressionService expressions) {
		this.expressions = expressions;
	}

	@PostMapping
	Answer evaluate(@Valid @RequestBody ExpressionRequest request) throws CompilationException {
		return new Answer(this.expressions.evaluate(request.source(), request.input()));
	}

	record Answer(@Nullable Object value) {

	}

}
