package com.portofcontext.pctx.sandbox;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is done to the machine now: published as an application event when a step begins,
 * and every few seconds while it lasts. The first start of a virtual machine takes a
 * while.
 *
 * @param machine the machine, such as {@code lima}
 * @param activity what is done, in words, such as {@code starting the machine}
 * @param detail what the tool that does it said last, or {@code null} if nothing yet
 * @param elapsed how long it has taken so far
 * @param percent how much of it is done, or {@code null} if that is not known
 * @since 0.1.0
 */
public record SandboxProgressEvent(String machine, String activity, @Nullable String detail, Duration elapsed,
		@Nullable Integer percent) {

}
