@NullMarked
package com.portofcontext.pctx.sandbox.attacks.signals;

import org.jspecify.annotations.NullMarked;
