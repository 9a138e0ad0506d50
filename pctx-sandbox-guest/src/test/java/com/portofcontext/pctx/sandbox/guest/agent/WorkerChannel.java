package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Code in a worker that has got hold of the worker's own connection: it writes to the
 * socket past all that the worker's classes do.
 */
public final class WorkerChannel {

	private final SocketChannel socket;

	public WorkerChannel(SocketChannel socket) {
		this.socket = socket;
	}

	public static WorkerChannel find() {
		try {
			Object stream = peek(System.out, FilterOutputStream.class.getDeclaredField("out"));
			return new WorkerChannel((SocketChannel) get(get(stream, "channel"), "channel"));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object get(Object target, String name) throws ReflectiveOperationException {
		Field field = target.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(target);
	}

	/** The JDK does not open its fields, but has the means to read them. */
	private static Object peek(Object target, Field field) throws ReflectiveOperationException {
		Class<?> type = Class.forName("sun.misc.Unsafe");
		Field instance = type.getDeclaredField("theUnsafe");
		instance.setAccessible(true);
		Object unsafe = instance.get(null);
		Object offset = type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
		return type.getMethod("getObject", Object.class, long.class).invoke(unsafe, target, offset);
	}

	public void send(FrameType type, byte[] payload) {
		send(type.ordinal(), payload.length, payload);
	}

	public void send(int type, int length, byte[] payload) {
		write(ByteBuffer.allocate(5 + payload.length).put((byte) type).putInt(length).put(payload).array());
	}

	public void write(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		try {
			while (buffer.hasRemaining()) {
				this.socket.write(buffer);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
