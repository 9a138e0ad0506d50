/**
 * One JVM that serves one call and dies.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.worker;

import org.jspecify.annotations.NullMarked;
