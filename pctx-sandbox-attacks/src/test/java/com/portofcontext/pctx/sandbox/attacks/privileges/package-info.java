@NullMarked
package com.portofcontext.pctx.sandbox.attacks.privileges;

import org.jspecify.annotations.NullMarked;
