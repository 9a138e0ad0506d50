package com.portofcontext.pctx.sandbox.attacks.files;

import java.util.List;

/**
 * What services log, and the data they keep.
 */
class LogsAndData extends FilesOfOthers {

	@Override
	protected List<String> directories() {
		return List.of("/var/log", "/var/lib", "/var/cache", "/run");
	}

}
