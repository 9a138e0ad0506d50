package com.portofcontext.pctx.sandbox.attacks;

/**
 * The attacks in Bubblewrap, on a machine that is a container: {@link ContainerTests}
 * runs it there. Firejail refuses to make a jail in one.
 */
class ContainerCorpus extends SandboxCorpusTests {

	static final String NAME = "container";

	ContainerCorpus() {
		super(NAME);
	}

	@Override
	Range open() throws Exception {
		return SandboxRange.start("bubblewrap");
	}

}
