package com.portofcontext.pctx.sandbox.sample;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Compiles and runs Java that a user, or a language model, has just written.
 */
@Service
public class ExpressionService {

	/**
	 * Evaluate an expression. Runs in the sandbox, the compiler too.
	 * @param source the Java source
	 * @param input what the expression sees as {@code input}: maps, lists, text, numbers
	 * @return its value
	 * @throws CompilationException if the source does not compile
	 */
	@Sandboxed(profile = "llm")
	public @Nullable Object evaluate(String source, @Nullable Object input) throws CompilationException {
		return ExpressionCompiler.compile(source).apply(input);
	}

}
