@NullMarked
package com.portofcontext.pctx.sandbox.attacks.network;

import org.jspecify.annotations.NullMarked;
