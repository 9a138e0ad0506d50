/**
 * A web application whose untrusted work runs in the sandbox.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.sample;

import org.jspecify.annotations.NullMarked;
