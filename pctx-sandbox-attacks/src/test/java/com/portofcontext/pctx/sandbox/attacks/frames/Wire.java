package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.WorkerChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The worker's own connection, in the hands of the code that it runs: they share a JVM.
 * In a plain process it leads to a {@link NaiveHost}.
 */
public final class Wire {

	private final WorkerChannel channel;

	private Wire(WorkerChannel channel) {
		this.channel = channel;
	}

	public static Wire find() throws IOException {
		boolean worker = System.getProperty("sun.java.command", "").contains("WorkerMain");
		return new Wire(worker ? WorkerChannel.find() : new WorkerChannel(NaiveHost.connect()));
	}

	public void send(FrameType type, byte[] payload) {
		this.channel.send(type, payload);
	}

	/** A frame whose header says what it likes. */
	void send(int type, int length, byte[] payload) {
		this.channel.send(type, length, payload);
	}

	/** A result, of a method that returns text. */
	void sendText(String text) {
		CBORMapper mapper = ValueMapper.create();
		send(FrameType.RESULT, new ValueWriter(mapper, List.of(mapper.constructType(String.class)))
			.write(new Object[] { text }, 1 << 16));
	}

	void write(byte[] bytes) {
		this.channel.write(bytes);
	}

	void close() {
		this.channel.close();
	}

}
