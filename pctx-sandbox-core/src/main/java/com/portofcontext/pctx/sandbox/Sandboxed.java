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
 * <p>
 * The application does not start with a value that cannot be used, a method that could
 * run outside of the sandbox, or one that cannot run in it: see
 * {@link SandboxDefinitionException}. A call ends as the method itself would where it
 * declares what was thrown, and in a {@link SandboxException} otherwise.
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
	 * Memory of the whole process tree, as a data size such as {@code 512MB}, at least
	 * {@code 64MB}. The defaults have {@code 1GB} unless a property says otherwise.
	 * @return the memory, or empty for the profile's
	 */
	String memory() default "";

	/**
	 * CPU time per wall time of the whole process tree, such as {@code 1} or {@code 0.5},
	 * at least {@code 0.05}. The defaults have {@code 1} unless a property says
	 * otherwise.
	 * @return the number of CPUs, or empty for the profile's
	 */
	String cpus() default "";

	/**
	 * Wall time from call to result, waiting for a worker included, as a duration such as
	 * {@code 500ms} or {@code 30s}; at least {@code 1ms}, at most {@code 365d}. The
	 * defaults have {@code 30s} unless a property says otherwise.
	 * @return the time-out, or empty for the profile's
	 */
	String timeout() default "";

	/**
	 * Destinations the code may connect to, in place of the profile's: {@code host:port},
	 * {@code host} for port 443, {@code *.example.com} for the names below it, addresses
	 * (of IPv6 in brackets) and CIDRs such as {@code 10.0.0.0/8:5432}, which are the only
	 * way to a private address. An entry may hold several, separated by commas.
	 * @return the allow-list, or empty for the profile's, which by default allows nothing
	 */
	String[] allowNetwork() default {};

	/**
	 * Maven coordinates of libraries that the code has, with all they need at run time,
	 * whatever versions the application itself has; as
	 * {@code group:artifact[:type[:classifier]]:version}. The application's start
	 * resolves them by its user's Maven settings, for which
	 * {@code com.portofcontext.pctx:pctx-sandbox-maven} must be on the class path. The
	 * code has no network for it.
	 * @return coordinates such as {@code org.apache.commons:commons-csv:1.14.1}; empty
	 * for the application's own libraries alone
	 */
	String[] dependencies() default {};

}
