/**
 * The machine that is a Lima VM: made, watched, healed and ended for the application.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.machine.lima;

import org.jspecify.annotations.NullMarked;
