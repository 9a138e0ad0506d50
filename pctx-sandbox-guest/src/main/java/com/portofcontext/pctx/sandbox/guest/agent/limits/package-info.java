/**
 * Limits on a worker's whole process tree, enforced from outside.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent.limits;

import org.jspecify.annotations.NullMarked;
