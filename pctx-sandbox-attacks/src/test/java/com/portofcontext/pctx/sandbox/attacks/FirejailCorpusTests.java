package com.portofcontext.pctx.sandbox.attacks;

/**
 * The attacks in Firejail, on this machine.
 */
class FirejailCorpusTests extends SandboxCorpusTests {

	FirejailCorpusTests() {
		super("firejail");
	}

	@Override
	Range open() throws Exception {
		return SandboxRange.start("firejail");
	}

}
