package com.portofcontext.pctx.sandbox.attacks.files;

import java.util.List;

/**
 * Its own limits, in the files of its control group.
 */
class ControlGroup extends SystemFiles {

	@Override
	protected List<String> directories() {
		return List.of("/sys/fs/cgroup");
	}

}
