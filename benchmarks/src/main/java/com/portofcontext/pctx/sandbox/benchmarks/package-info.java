/**
 * What a sandboxed call costs, beside the floors of the same run.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.benchmarks;

import org.jspecify.annotations.NullMarked;
