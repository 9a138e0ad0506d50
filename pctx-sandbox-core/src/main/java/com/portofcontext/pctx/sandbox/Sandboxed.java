package com.portofcontext.pctx.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a bean method, or all public methods of a bean class, beyond the wall: in a
 * throw-away JVM, in a jail, with only what the policy allows. An attribute set here wins
 * over the profile's, and that over {@code pctx.sandbox.defaults}. All attributes may
 * hold <code>${…}</code> placeholders.
 *
 * @since 0.1.0
 * @see SandboxOperations
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface Sandboxed {

	/**
	 * Name of the profile below {@code pctx.sandbox.profiles} to start from.
	 * @return the profile, or empty for the defaults alone
	 */
	String profile() default "";

	/**
	 * Memory of the whole process tree, as a data size such as {@code 512MB}.
	 * @return the memory, or empty for the profile's
	 */
	String memory() default "";

	/**
	 * CPU time per wall time, such as {@code 1} or {@code 0.5}.
	 * @return the number of CPUs, or empty for the profile's
	 */
	String cpus() default "";

	/**
	 * Wall time from call to result, as a duration such as {@code 30s}.
	 * @return the time-out, or empty for the profile's
	 */
	String timeout() default "";

	/**
	 * Destinations the code may connect to, as {@code host:port}.
	 * @return the allow-list; empty for no network at all
	 */
	String[] allowNetwork() default {};

	/**
	 * Maven coordinates of libraries the code may use.
	 * @return {@code group:artifact:version} coordinates
	 */
	String[] dependencies() default {};

}
