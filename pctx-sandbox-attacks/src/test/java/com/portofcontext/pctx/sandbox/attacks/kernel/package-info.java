@NullMarked
package com.portofcontext.pctx.sandbox.attacks.kernel;

import org.jspecify.annotations.NullMarked;
