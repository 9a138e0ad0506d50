@NullMarked
package com.portofcontext.pctx.sandbox.attacks.neighbours;

import org.jspecify.annotations.NullMarked;
