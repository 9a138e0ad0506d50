package com.portofcontext.pctx.sandbox.aop.other;

import com.portofcontext.pctx.sandbox.Sandboxed;

public class PackagePrivateBase {

	@Sandboxed
	String run() {
		throw new AssertionError("Ran in the host");
	}

}
