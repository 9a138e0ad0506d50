/**
 * Where sandboxed code runs.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.machine;

import org.jspecify.annotations.NullMarked;
