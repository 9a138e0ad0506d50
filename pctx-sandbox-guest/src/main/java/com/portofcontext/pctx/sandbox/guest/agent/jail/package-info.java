/**
 * Firejail and bubblewrap around one worker, and the proof that they hold.
 *
 * <p>
 * Internal: an application uses the types of {@code com.portofcontext.pctx.sandbox}.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent.jail;

import org.jspecify.annotations.NullMarked;
