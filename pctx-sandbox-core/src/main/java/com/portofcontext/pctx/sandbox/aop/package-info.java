/**
 * Interception of sandboxed methods, and the proof that none escapes it.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.aop;

import org.jspecify.annotations.NullMarked;
