/**
 * What host, agent and worker say to each other.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.protocol;

import org.jspecify.annotations.NullMarked;
