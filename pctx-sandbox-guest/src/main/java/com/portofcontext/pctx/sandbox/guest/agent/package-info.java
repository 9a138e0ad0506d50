/**
 * The process inside the machine, outside the jails: keeps workers ready and serves
 * leases.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent;

import org.jspecify.annotations.NullMarked;
