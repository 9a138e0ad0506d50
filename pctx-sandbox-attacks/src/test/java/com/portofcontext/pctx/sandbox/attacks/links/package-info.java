@NullMarked
package com.portofcontext.pctx.sandbox.attacks.links;

import org.jspecify.annotations.NullMarked;
