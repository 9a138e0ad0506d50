package com.portofcontext.pctx.sandbox.attacks.frames;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * A host that believes what it is sent, for controls: it takes each frame and each value
 * that can be read somehow, reads objects of Java's serialization, and makes objects of
 * the classes that it is told. It prints what it took, and what it died of.
 */
public final class NaiveHost {

	private static final String TOOK = "the naive host took ";

	private static final String DIED = "the naive host died of ";

	private static final int SHOWN = 200;

	private NaiveHost() {
	}

	/**
	 * Whether it took a result, or died of something else than a look at what it took.
	 */
	public static boolean suffered(Trial trial) {
		return trial.answer().contains(TOOK + FrameType.RESULT)
				|| (died(trial) && !trial.answer().contains(DIED + ClassCastException.class.getName()));
	}

	static boolean died(Trial trial) {
		return trial.answer().contains(DIED);
	}

	/** Connect to one in this process. */
	static SocketChannel connect() throws IOException {
		// Below its current directory, whose path is long for a socket's.
		Path socket = Path.of(Long.toHexString(System.nanoTime()));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(socket));
			SocketChannel worker = SocketChannel.open(UnixDomainSocketAddress.of(socket));
			SocketChannel host = server.accept();
			new Thread(() -> serve(host), "naive-host").start();
			return worker;
		}
	}

	private static void serve(SocketChannel connection) {
		try (DataInputStream in = new DataInputStream(Channels.newInputStream(connection))) {
			for (int number = in.read(); number >= 0; number = in.read()) {
				FrameType type = FrameType.values()[number];
				byte[] payload = new byte[in.readInt()];
				in.readFully(payload);
				tell(TOOK + type + " " + show(take(type, payload)));
			}
		}
		catch (Throwable ex) {
			tell(DIED + ex);
		}
	}

	private static @Nullable Object take(FrameType type, byte[] payload) throws ReflectiveOperationException {
		return switch (type) {
			case RESULT -> row(payload);
			case THROWN -> {
				Map<?, ?> thrown = (Map<?, ?>) row(payload);
				String name = (String) ((List<?>) thrown.get("typeNames")).get(0);
				yield Class.forName(name).getConstructor(String.class).newInstance(thrown.get("message"));
			}
			case OUTPUT -> "of stream %d: %s".formatted(payload[0], new String(payload, StandardCharsets.UTF_8));
			default -> new String(payload, StandardCharsets.UTF_8);
		};
	}

	private static @Nullable Object row(byte[] payload) {
		return first(first(new NaiveDecoder(payload).read()));
	}

	private static @Nullable Object first(@Nullable Object list) {
		return ((List<?>) list).get(0);
	}

	/** Take what a method returned, by what is in it alone. */
	public static void receive(@Nullable Object result) {
		try {
			tell(TOOK + show(revive(result)));
		}
		catch (Throwable ex) {
			tell("the naive host made an object and died of " + ex);
		}
	}

	private static @Nullable Object revive(@Nullable Object result) throws IOException, ClassNotFoundException {
		if (result instanceof byte[] serialized) {
			try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized))) {
				return in.readObject();
			}
		}
		JsonMapper mapper = JsonMapper.builder()
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
					DefaultTyping.JAVA_LANG_OBJECT)
			.build();
		return mapper.readValue(JsonMapper.shared().writeValueAsString(result), Object.class);
	}

	/** As somebody may print it. */
	private static String show(@Nullable Object value) {
		String text = (value instanceof BigDecimal number) ? number.toPlainString() : String.valueOf(value);
		return (value != null) ? value.getClass().getName() + " " + text.substring(0, Math.min(SHOWN, text.length()))
				: text;
	}

	private static void tell(String what) {
		System.out.println(what);
		System.out.println(Trial.HOLDING);
		System.out.flush();
	}

}
