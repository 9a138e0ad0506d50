/**
 * What host, agent and worker say to each other.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.protocol;

import org.jspecify.annotations.NullMarked;
