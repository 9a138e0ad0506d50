package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Value and report of one call.
 *
 * @param value what the method returned, {@code null} for {@code void}
 * @param report what was proven, and what the call used
 * @param <T> the type of the value
 * @since 0.1.0
 */
public record SandboxResult<T extends @Nullable Object>(T value, SandboxReport report) {

}
