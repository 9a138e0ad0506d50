/**
 * Attacks on what the sandbox promises, and where they are tried: one class per attack,
 * in the package of the promise that it is aimed at.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.attacks;

import org.jspecify.annotations.NullMarked;
