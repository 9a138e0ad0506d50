@NullMarked
package com.portofcontext.pctx.sandbox.attacks.frames;

import org.jspecify.annotations.NullMarked;
