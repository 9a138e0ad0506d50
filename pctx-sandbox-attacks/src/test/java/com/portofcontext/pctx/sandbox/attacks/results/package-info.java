@NullMarked
package com.portofcontext.pctx.sandbox.attacks.results;

import org.jspecify.annotations.NullMarked;
