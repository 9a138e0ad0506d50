package com.portofcontext.pctx.sandbox.guest.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Decodes what a worker or an agent may send. Whatever it is, it is a value of the
 * declared type, which can be written and read again, or it is refused.
 */
public final class DecoderFuzzer {

	private static final int MAX_BYTES = 1 << 20;

	private static final CBORMapper mapper = ValueMapper.create();

	private static final List<JavaType> TYPES = List.of(type(new TypeReference<Object>() {
	}), type(new TypeReference<List<Row>>() {
	}), type(new TypeReference<Map<String, Set<Integer>>>() {
	}), type(new TypeReference<Shape>() {
	}), type(new TypeReference<Optional<Map<Color, byte[]>>>() {
	}), type(new TypeReference<int[][]>() {
	}));

	private DecoderFuzzer() {
	}

	private static JavaType type(TypeReference<?> type) {
		return mapper.constructType(type);
	}

	/**
	 * Decode one input.
	 * @param data the kind of message, and what it is
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		if (data.length == 0) {
			return;
		}
		int kind = data[0] & 0xff;
		byte[] payload = Arrays.copyOfRange(data, 1, data.length);
		if (kind < TYPES.size()) {
			value(TYPES.get(kind), payload);
			return;
		}
		try {
			switch (kind - TYPES.size()) {
				case 0 -> thrown(payload);
				case 1 -> message(CallReport.of(payload).toBytes(), (bytes) -> CallReport.of(bytes).toBytes());
				case 2 -> message(Failure.of(payload).toBytes(), (bytes) -> Failure.of(bytes).toBytes());
				case 3 -> message(AgentStatus.of(payload).toBytes(), (bytes) -> AgentStatus.of(bytes).toBytes());
				case 4 -> message(WorkerSpec.of(payload).toBytes(), (bytes) -> WorkerSpec.of(bytes).toBytes());
				case 5 -> CallRequest.of(payload);
				case 6 -> blobs(BlobList.of(payload));
				case 7 -> blob(BlobHead.of(payload));
				default -> {
					// There are no more kinds.
				}
			}
		}
		catch (ProtocolException ex) {
			// It is refused.
		}
	}

	private static void value(JavaType type, byte[] payload) {
		ValueReader reader = new ValueReader(mapper, List.of(type));
		@Nullable Object[] values;
		try {
			values = reader.read(payload);
		}
		catch (ValueException ex) {
			return;
		}
		ValueWriter writer = new ValueWriter(mapper, List.of(type));
		byte[] written = writer.write(values, MAX_BYTES);
		same(written, writer.write(reader.read(written), MAX_BYTES));
	}

	private static void thrown(byte[] payload) {
		try {
			byte[] written = ThrownValue.decode(payload).encode();
			same(written, ThrownValue.decode(written).encode());
		}
		catch (ValueException ex) {
			// It is refused.
		}
	}

	private static void blobs(BlobList list) throws ProtocolException {
		list.names().forEach(DecoderFuzzer::requireName);
		message(list.toBytes(), (bytes) -> BlobList.of(bytes).toBytes());
	}

	private static void blob(BlobHead head) throws ProtocolException {
		requireName(head.name());
		message(head.toBytes(), (bytes) -> BlobHead.of(bytes).toBytes());
	}

	/** It becomes a part of a path. */
	private static void requireName(String name) {
		if (!name.matches("[0-9a-f]{64}")) {
			throw new IllegalStateException("A blob has another name than a SHA-256");
		}
	}

	/** What is no UTF-8 is replaced, so only what was read and written stays the same. */
	private static void message(byte[] written, Copy copy) throws ProtocolException {
		same(written, copy.of(written));
	}

	private static void same(byte[] expected, byte[] actual) {
		if (!ByteBuffer.wrap(expected).equals(ByteBuffer.wrap(actual))) {
			throw new IllegalStateException("It was read as something else");
		}
	}

	@FunctionalInterface
	private interface Copy {

		byte[] of(byte[] message) throws ProtocolException;

	}

	record Row(int number, @Nullable String text, @Nullable BigDecimal amount, @Nullable BigInteger large,
			@Nullable Instant instant, @Nullable ZonedDateTime time, @Nullable UUID id, @Nullable Row next) {

	}

	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {

	}

	record Group(List<Shape> shapes) implements Shape {

	}

	enum Color {

		RED, GREEN

	}

}
