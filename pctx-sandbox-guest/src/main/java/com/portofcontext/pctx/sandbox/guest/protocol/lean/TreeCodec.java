package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * {@code Object}: a tree of maps, lists, text, numbers and booleans. Other values are
 * written by their own class, as Jackson does.
 */
final class TreeCodec extends Codec {

	private final LeanCodecs codecs;

	private final Codec name = new ScalarCodec(ScalarCodec.Kind.TEXT);

	TreeCodec(LeanCodecs codecs) {
		this.codecs = codecs;
	}

	@Override
	Object sample(int depth) {
		return "0";
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		switch (value.getClass().getName()) {
			case "java.lang.String" -> out.writeText((String) value);
			case "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte" ->
				out.writeLong(((Number) value).longValue());
			case "java.lang.Double" -> out.writeDouble((Double) value);
			case "java.lang.Boolean" -> out.writeBoolean((Boolean) value);
			case "java.util.ArrayList", "java.util.LinkedList", "java.util.Arrays$ArrayList",
					"java.util.ImmutableCollections$List12", "java.util.ImmutableCollections$ListN" ->
				writeList(out, (Collection<?>) value);
			case "java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap",
					"java.util.ImmutableCollections$Map1", "java.util.ImmutableCollections$MapN" ->
				writeMap(out, (Map<?, ?>) value);
			default -> this.codecs.of(value).writeValue(out, value);
		}
	}

	private void writeList(CborWriter out, Collection<?> list) {
		out.startArray(list.size());
		for (Object each : list) {
			write(out, each);
		}
		out.endArray();
	}

	private void writeMap(CborWriter out, Map<?, ?> map) {
		out.startObject();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			out.writeText((String) entry.getKey());
			write(out, entry.getValue());
		}
		out.endObject();
	}

	@Override
	Object readValue(CborReader in) {
		int item = in.peek();
		return switch (item & 0xe0) {
			case Cbor.POSITIVE, Cbor.NEGATIVE -> number(in.readLong());
			case Cbor.TEXT -> in.readText();
			case Cbor.ARRAY -> (item == Cbor.INDEFINITE_ARRAY) ? readPair(in) : readList(in);
			case Cbor.BYTES -> in.readBytes();
			default -> readOther(in, item);
		};
	}

	private Object readOther(CborReader in, int item) {
		return switch (item) {
			case Cbor.INDEFINITE_OBJECT -> readMap(in);
			case Cbor.POSITIVE_BIG, Cbor.NEGATIVE_BIG -> in.readBigInteger();
			case Cbor.DECIMAL -> in.readBigDecimal();
			case Cbor.FLOAT -> in.readFloat();
			case Cbor.DOUBLE -> in.readDouble();
			default -> in.readBoolean();
		};
	}

	private static Number number(long value) {
		if ((int) value == value) {
			return (int) value;
		}
		return value;
	}

	private List<@Nullable Object> readList(CborReader in) {
		List<@Nullable Object> list = new ArrayList<>();
		for (int i = in.startArray(); i > 0; i--) {
			list.add(read(in));
		}
		in.endArray();
		return list;
	}

	private List<@Nullable Object> readPair(CborReader in) {
		List<@Nullable Object> pair = new ArrayList<>();
		in.startPair();
		pair.add(read(in));
		pair.add(read(in));
		in.endPair();
		return pair;
	}

	private Map<Object, @Nullable Object> readMap(CborReader in) {
		Map<Object, @Nullable Object> map = new LinkedHashMap<>();
		in.startObject();
		for (int size = 1; !in.endObject(); size++) {
			map.put(in.readName(this.name), read(in));
			if (map.size() != size) {
				throw new NotLeanException();
			}
		}
		return map;
	}

}
