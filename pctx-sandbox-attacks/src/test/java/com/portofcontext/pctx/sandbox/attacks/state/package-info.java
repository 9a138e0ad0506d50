@NullMarked
package com.portofcontext.pctx.sandbox.attacks.state;

import org.jspecify.annotations.NullMarked;
