/**
 * Limits on a worker's whole process tree, enforced from outside.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent.limits;

import org.jspecify.annotations.NullMarked;
