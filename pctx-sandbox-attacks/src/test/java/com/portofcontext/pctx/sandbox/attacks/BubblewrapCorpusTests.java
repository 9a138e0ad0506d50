package com.portofcontext.pctx.sandbox.attacks;

/**
 * The attacks in Bubblewrap, on this machine.
 */
class BubblewrapCorpusTests extends SandboxCorpusTests {

	BubblewrapCorpusTests() {
		super("bubblewrap");
	}

	@Override
	Range open() throws Exception {
		return SandboxRange.start("bubblewrap");
	}

}
