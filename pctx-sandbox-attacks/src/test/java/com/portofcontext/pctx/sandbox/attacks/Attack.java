package com.portofcontext.pctx.sandbox.attacks;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;

/**
 * One thing that hostile code tries. Its class says what, its package which promise it
 * would break. The same code runs in a worker of each jail, where it must not succeed,
 * and as a control in a plain process, where it must.
 * <p>
 * {@link #attack} is the hostile code, and all of this class that gets into the jail. An
 * object of its own does the rest outside: it makes the targets, and looks for evidence.
 */
public interface Attack {

	/**
	 * The hostile code. It may end or {@linkplain Hostile#hold() hold}. What it expects
	 * to be refused it catches: an exception means that it did not even try.
	 * @param arguments what {@link #prepare} returned
	 * @return what it would carry out of the jail
	 */
	@Sandboxed
	@Nullable Object attack(List<String> arguments) throws Exception;

	/**
	 * Make harmless targets.
	 * @param scene where they are made, and removed
	 * @return the arguments of the hostile code
	 */
	default List<String> prepare(Scene scene) throws Exception {
		return List.of();
	}

	/**
	 * Tell what the hostile code's allow-list has, once all is prepared.
	 * @return the entries, by default none
	 */
	default List<String> allow() {
		return List.of();
	}

	/**
	 * Tell how often the hostile code is called, one time after the other, with the same
	 * arguments: more than once if it looks for what it left itself.
	 */
	default int rounds() {
		return 1;
	}

	/**
	 * Look, from outside and once the hostile code ended or holds, whether it did what it
	 * was after.
	 * @param scene what was prepared
	 * @param trial what came out, and what runs
	 * @return whether the attack succeeded
	 */
	boolean succeeded(Scene scene, Trial trial) throws Exception;

	/**
	 * Tell whether the hostile code got as far as trying.
	 * @param trial what came out
	 */
	default boolean tried(Trial trial) {
		return true;
	}

	/**
	 * Tell how the attack is shown to succeed where nothing stops it.
	 * @return the control
	 */
	default Control control() {
		return Control.ORDINARY;
	}

	/**
	 * Tell whether a call may end like this: by default only with a result.
	 * @param ex how it ended
	 */
	default boolean mayEndWith(SandboxException ex) {
		return false;
	}

}
