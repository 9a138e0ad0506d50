package com.portofcontext.pctx.sandbox.attacks.time;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A result that is never written to its end.
 */
class EndlessResult implements Attack {

	@Override
	@Sandboxed(timeout = "8s")
	public Map<String, String> attack(List<String> arguments) {
		return new Endless();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		trial.giveUp();
		return !trial.processes().isEmpty();
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxTimeoutException || ex instanceof SandboxResultException;
	}

	@Override
	public Control control() {
		return Control.none("only a sandbox writes results");
	}

	/**
	 * A map without an end.
	 */
	static class Endless extends AbstractMap<String, String> {

		@Override
		public Set<Entry<String, String>> entrySet() {
			return new AbstractSet<>() {

				@Override
				public Iterator<Entry<String, String>> iterator() {
					return Stream.<Entry<String, String>>generate(() -> Map.entry(UUID.randomUUID().toString(), ""))
						.iterator();
				}

				@Override
				public int size() {
					return Integer.MAX_VALUE;
				}

			};
		}

	}

}
