package com.portofcontext.pctx.sandbox.aop;

/**
 * What is wrong and what to change, before it is known where.
 *
 * @param description what is wrong
 * @param action what to change
 */
record Problem(String description, String action) {

}
