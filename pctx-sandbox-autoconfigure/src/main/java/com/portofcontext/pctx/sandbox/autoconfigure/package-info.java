/**
 * Auto-configuration: properties, beans, failure analyzers, health.
 */
@NullMarked
package com.portofcontext.pctx.sandbox.autoconfigure;

import org.jspecify.annotations.NullMarked;
