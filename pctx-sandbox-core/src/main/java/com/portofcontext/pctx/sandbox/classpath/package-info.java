/**
 * What travels: class files and jars that sandboxed code refers to.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.classpath;

import org.jspecify.annotations.NullMarked;
