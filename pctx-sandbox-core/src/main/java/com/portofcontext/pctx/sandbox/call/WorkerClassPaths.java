package com.portofcontext.pctx.sandbox.call;

import java.util.List;
import java.util.Optional;

/**
 * Tells what travels to the workers of a method.
 *
 * @since 0.1.0
 */
public interface WorkerClassPaths {

	/**
	 * Put the class path of a method's workers into the machine's blob directory.
	 * @param method the method
	 * @return the SHA-256 names of its jars, in order
	 */
	List<String> of(SandboxedMethod method);

	/**
	 * Say where the host has a class that is missing beyond the wall.
	 * @param method the method that missed it
	 * @param className the name of the class
	 * @return what to change, if the host has it
	 */
	Optional<String> adviceForMissing(SandboxedMethod method, String className);

}
