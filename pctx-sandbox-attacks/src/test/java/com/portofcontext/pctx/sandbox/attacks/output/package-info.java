@NullMarked
package com.portofcontext.pctx.sandbox.attacks.output;

import org.jspecify.annotations.NullMarked;
