@NullMarked
package com.portofcontext.pctx.sandbox.attacks.files;

import org.jspecify.annotations.NullMarked;
