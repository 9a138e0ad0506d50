@NullMarked
package com.portofcontext.pctx.sandbox.attacks.bombs;

import org.jspecify.annotations.NullMarked;
