@NullMarked
package com.portofcontext.pctx.sandbox.attacks.scratch;

import org.jspecify.annotations.NullMarked;
