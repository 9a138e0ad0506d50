package com.portofcontext.pctx.sandbox.sample;

import com.portofcontext.pctx.sandbox.Sandboxed;

import org.springframework.stereotype.Service;

/**
 * A call that does next to nothing, to look at what surrounds it.
 */
@Service
public class SandboxProbe {

	/**
	 * Say which Java runs beyond the wall.
	 * @return its version
	 */
	@Sandboxed(profile = "llm")
	public String javaVersion() {
		return Runtime.version().toString();
	}

}
