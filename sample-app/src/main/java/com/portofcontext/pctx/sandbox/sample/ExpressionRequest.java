package com.portofcontext.pctx.sandbox.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Java that a user, or a language model, wants to run.
 *
 * @param source a Java expression of {@code input}, or a whole class {@code Expression}
 * @param input any JSON value
 */
record ExpressionRequest(@NotBlank @Size(max = 100_000) String source, @Nullable Object input) {

}
