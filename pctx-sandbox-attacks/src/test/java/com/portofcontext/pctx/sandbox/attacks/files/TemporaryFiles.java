package com.portofcontext.pctx.sandbox.attacks.files;

import java.util.List;

/**
 * What others left in the directories for everyone.
 */
class TemporaryFiles extends FilesOfOthers {

	@Override
	protected List<String> directories() {
		return List.of("/tmp", "/var/tmp", "/dev/shm");
	}

}
