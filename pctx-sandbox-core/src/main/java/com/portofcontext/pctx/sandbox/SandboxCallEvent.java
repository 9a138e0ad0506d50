package com.portofcontext.pctx.sandbox;

import java.lang.reflect.Method;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Published as an application event when a sandboxed call has ended, on the thread that
 * waited for it.
 *
 * @param beanName the name of the bean
 * @param method the method
 * @param time wall time of the call, waiting for a worker included
 * @param report what was proven, what it used and how it ended; {@code null} if it never
 * ran, or nothing is known of its end
 * @param failure what the caller gets instead of a value, {@code null} if it returned
 * @since 0.1.0
 */
public record SandboxCallEvent(String beanName, Method method, Duration time, @Nullable SandboxReport report,
		@Nullable Throwable failure) {

}
