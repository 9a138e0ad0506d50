package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.frames.NaiveHost;

/**
 * Runs hostile code where nothing stops it, as an application without a sandbox would: in
 * a thread that is interrupted when nobody waits for it any more.
 */
final class ControlMain {

	private ControlMain() {
	}

	public static void main(String[] args) throws Exception {
		interruptAtEndOfInput(Thread.currentThread());
		Constructor<?> constructor = Class.forName(args[0]).getDeclaredConstructor();
		constructor.setAccessible(true);
		try {
			Attack attack = (Attack) constructor.newInstance();
			List<String> arguments = List.of(args).subList(1, args.length);
			for (int round = 1; round < attack.rounds(); round++) {
				attack.attack(arguments);
			}
			Object result = attack.attack(arguments);
			if (attack.control().naiveHost()) {
				NaiveHost.receive(result);
			}
			else {
				System.out.println(result);
			}
		}
		catch (InterruptedException ex) {
			// Nobody waits any more.
		}
	}

	private static void interruptAtEndOfInput(Thread thread) {
		Thread watch = new Thread(() -> {
			try {
				System.in.read();
				thread.interrupt();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, "watch");
		watch.setDaemon(true);
		watch.start();
	}

}
