/**
 * The usual types in the encoding of the protocol, without a mapper: a JVM that makes one
 * call must not pay for the start of one.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import org.jspecify.annotations.NullMarked;
