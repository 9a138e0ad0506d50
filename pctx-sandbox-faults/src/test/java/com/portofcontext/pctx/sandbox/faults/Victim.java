package com.portofcontext.pctx.sandbox.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * What is called while something goes wrong.
 */
public class Victim {

	static final String STARTED = "started";

	/** Print, take some time, and give back what came. */
	public byte[] echo(byte[] payload, int millis) throws InterruptedException {
		System.out.println(STARTED);
		Thread.sleep(millis);
		return payload;
	}

	/** Print without end. */
	public byte[] print(byte[] payload, int millis) {
		while (true) {
			System.out.println(STARTED);
		}
	}

	/** Use up the memory. */
	public byte[] devour(byte[] payload, int millis) {
		System.out.println(STARTED);
		List<byte[]> all = new ArrayList<>();
		while (true) {
			all.add(new byte[1 << 20]);
		}
	}

}
