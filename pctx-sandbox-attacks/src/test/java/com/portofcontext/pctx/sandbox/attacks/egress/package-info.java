/**
 * No network, but what is allowed: code that has an allow-list, and wants more.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.attacks.egress;

import org.jspecify.annotations.NullMarked;
