/**
 * Public API: the annotation, the exceptions, the programmatic way in.
 */
@NullMarked
package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.NullMarked;
