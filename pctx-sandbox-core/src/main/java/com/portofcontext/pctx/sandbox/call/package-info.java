/**
 * One call, from arguments to result.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.call;

import org.jspecify.annotations.NullMarked;
