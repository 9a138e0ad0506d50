package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;

/**
 * The least a JVM can do for a caller: prints its argument, or, without one, waits for
 * the end of its standard input.
 */
public final class EchoProgram {

	private EchoProgram() {
	}

	/**
	 * Print or wait.
	 * @param args what to print
	 * @throws IOException if the standard input is broken
	 */
	public static void main(String[] args) throws IOException {
		if (args.length == 0) {
			System.in.read();
		}
		else {
			System.out.println(args[0]);
		}
	}

}
