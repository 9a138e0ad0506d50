/**
 * Libraries that only sandboxed code has: from Maven coordinates to jars.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.dependencies;

import org.jspecify.annotations.NullMarked;
