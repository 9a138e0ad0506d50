package com.portofcontext.pctx.sandbox.sample;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ExpressionCompiler}. Only harmless sources: there is no sandbox here.
 */
class ExpressionCompilerTests {

	@Test
	void compilesExpressionOfInput() throws Exception {
		assertThat(ExpressionCompiler.compile("((Number) input).intValue() * 2 // twice").apply(21)).isEqualTo(42);
	}

	@Test
	void compilesLambdasAndCommonImports() throws Exception {
		assertThat(ExpressionCompiler.compile("Stream.of(3, 1, 2).sorted().collect(Collectors.toList())").apply(null))
			.isEqualTo(List.of(1, 2, 3));
	}

	@Test
	void compilesWholeClassWithNestedOne() throws Exception {
		assertThat(ExpressionCompiler.compile("""
				import java.util.Map;
				public class Expression implements java.util.function.Function<Object, Object> {
					record Point(int x, int y) { }
					public Object apply(Object input) {
						return Map.of("sum", new Point(1, 2).x() + new Point(1, 2).y());
					}
				}
				""").apply(null)).isEqualTo(Map.of("sum", 3));
	}

	@Test
	void whenSourceDoesNotCompileThenLinesAreTheUsers() {
		assertThatExceptionOfType(CompilationException.class)
			.isThrownBy(() -> ExpressionCompiler.compile("1 +\n\tnothing"))
			.withMessageStartingWith("Line 2: cannot find symbol");
	}

	@Test
	void whenClassIsNoFunctionThenItIsSaid() {
		assertThatExceptionOfType(CompilationException.class)
			.isThrownBy(() -> ExpressionCompiler.compile("public class Expression { }"))
			.withMessageContaining("java.util.function.Function");
	}

	@Test
	void classesOfTheApplicationAreNotSeen() {
		assertThatExceptionOfType(CompilationException.class).isThrownBy(
				() -> ExpressionCompiler.compile("new com.portofcontext.pctx.sandbox.sample.SampleApplication()"));
	}

}
