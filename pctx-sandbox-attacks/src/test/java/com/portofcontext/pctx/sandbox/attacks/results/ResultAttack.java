package com.portofcontext.pctx.sandbox.attacks.results;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * An attack on the host by what a result is made of: the bytes are the attacker's, the
 * type is the method's.
 */
public abstract class ResultAttack implements Attack {

	/** Send a result past everything that writes results. */
	protected static void send(byte[] cbor) {
		try {
			Object out = peek(System.out, FilterOutputStream.class.getDeclaredField("out"));
			Field channel = out.getClass().getDeclaredField("channel");
			channel.setAccessible(true);
			((FrameChannel) channel.get(out)).send(FrameType.RESULT, cbor);
		}
		catch (IOException | ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object peek(Object target, Field field) throws ReflectiveOperationException {
		Class<?> type = Class.forName("sun.misc.Unsafe");
		Field instance = type.getDeclaredField("theUnsafe");
		instance.setAccessible(true);
		Object unsafe = instance.get(null);
		Object offset = type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
		return type.getMethod("getObject", Object.class, long.class).invoke(unsafe, target, offset);
	}

	/** A result is a row of one value. */
	protected static byte[] row(byte[] value) {
		return ByteBuffer.allocate(value.length + 1).put((byte) 0x81).put(value).array();
	}

	/** It is refused, by the exception that says so, and nothing else happens. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !trial.answer().contains("SandboxResultException");
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxResultException;
	}

	@Override
	public Control control() {
		return Control.none("a plain process sends no results");
	}

}
