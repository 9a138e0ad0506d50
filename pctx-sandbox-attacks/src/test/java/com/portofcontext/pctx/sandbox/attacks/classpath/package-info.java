@NullMarked
package com.portofcontext.pctx.sandbox.attacks.classpath;

import org.jspecify.annotations.NullMarked;
