/**
 * Resolves dependencies as Maven does.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.maven;

import org.jspecify.annotations.NullMarked;
