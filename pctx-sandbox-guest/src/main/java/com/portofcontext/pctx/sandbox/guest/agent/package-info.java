/**
 * The process inside the machine, outside the jails: keeps workers ready and serves
 * leases.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.agent;

import org.jspecify.annotations.NullMarked;
