/**
 * The machine that is this Linux host.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.machine.local;

import org.jspecify.annotations.NullMarked;
