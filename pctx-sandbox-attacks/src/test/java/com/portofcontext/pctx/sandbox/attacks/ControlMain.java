package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;

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
			System.out.println(attack.attack(arguments));
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
