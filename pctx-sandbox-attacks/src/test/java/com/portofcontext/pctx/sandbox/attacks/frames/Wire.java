package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The worker's own connection, in the hands of the code that it runs: they share a JVM.
 */
final class Wire {

	private final SocketChannel socket;

	private Wire(SocketChannel socket) {
		this.socket = socket;
	}

	static Wire find() {
		try {
			Object stream = peek(System.out, FilterOutputStream.class.getDeclaredField("out"));
			Object channel = get(stream, "channel");
			return new Wire((SocketChannel) get(channel, "channel"));
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

	void send(FrameType type, byte[] payload) throws IOException {
		send(type.ordinal(), payload.length, payload);
	}

	/** A frame whose header says what it likes. */
	void send(int type, int length, byte[] payload) throws IOException {
		write(ByteBuffer.allocate(5 + payload.length).put((byte) type).putInt(length).put(payload).array());
	}

	/** A result, of a method that returns text. */
	void sendText(String text) throws IOException {
		CBORMapper mapper = ValueMapper.create();
		send(FrameType.RESULT, new ValueWriter(mapper, List.of(mapper.constructType(String.class)))
			.write(new Object[] { text }, 1 << 16));
	}

	void write(byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			this.socket.write(buffer);
		}
	}

	void close() throws IOException {
		this.socket.close();
	}

}
