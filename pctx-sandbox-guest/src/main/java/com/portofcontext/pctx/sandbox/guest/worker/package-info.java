/**
 * One JVM that serves one call and dies.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.guest.worker;

import org.jspecify.annotations.NullMarked;
