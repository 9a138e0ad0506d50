@NullMarked
package com.portofcontext.pctx.sandbox.attacks.environment;

import org.jspecify.annotations.NullMarked;
