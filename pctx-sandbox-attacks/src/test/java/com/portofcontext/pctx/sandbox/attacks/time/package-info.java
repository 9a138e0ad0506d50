@NullMarked
package com.portofcontext.pctx.sandbox.attacks.time;

import org.jspecify.annotations.NullMarked;
