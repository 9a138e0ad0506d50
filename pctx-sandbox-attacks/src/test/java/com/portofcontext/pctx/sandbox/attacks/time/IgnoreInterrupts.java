package com.portofcontext.pctx.sandbox.attacks.time;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Survival;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Code that does not end when it is told to.
 */
class IgnoreInterrupts extends Survival {

	@Override
	public String attack(List<String> arguments) {
		System.out.println(Trial.HOLDING);
		System.out.flush();
		long count = 0;
		while (count >= 0) {
			count++;
		}
		return Long.toString(count);
	}

}
