package com.portofcontext.pctx.sandbox.faults;

import org.jspecify.annotations.Nullable;

/**
 * What a fault led to.
 *
 * @param fault the fault
 * @param ending how its call ended, where that is known
 * @param millis how long it took until all was as before
 * @param problem what is not as it must be
 */
record Verdict(Fault fault, @Nullable Ending ending, long millis, @Nullable Throwable problem) {

}
