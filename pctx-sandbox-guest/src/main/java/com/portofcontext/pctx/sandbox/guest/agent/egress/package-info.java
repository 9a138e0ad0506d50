/**
 * The only way out for workers that have an allow-list: a proxy outside of the jail.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent.egress;

import org.jspecify.annotations.NullMarked;
