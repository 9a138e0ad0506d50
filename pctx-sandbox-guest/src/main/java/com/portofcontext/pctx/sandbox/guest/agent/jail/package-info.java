/**
 * Firejail and bubblewrap around one worker, and the proof that they hold.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent.jail;

import org.jspecify.annotations.NullMarked;
