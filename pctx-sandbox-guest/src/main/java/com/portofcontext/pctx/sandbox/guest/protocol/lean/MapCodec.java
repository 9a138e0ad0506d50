package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Maps, read as the class that Jackson chooses for the declared one.
 */
final class MapCodec extends Codec {

	private final Class<?> type;

	private final Class<?> keyType;

	private final Codec key;

	private final Codec value;

	MapCodec(Class<?> type, Class<?> keyType, Codec key, Codec value) {
		this.type = type;
		this.keyType = keyType;
		this.key = key;
		this.value = value;
	}

	@Override
	Object sample(int depth) {
		Map<@Nullable Object, @Nullable Object> map = create();
		Object sample = this.key.sample(depth + 1);
		if (sample != null) {
			map.put(sample, this.value.sample(depth + 1));
		}
		return map;
	}

	@Override
	void writeValue(CborWriter out, Object map) {
		out.startObject();
		for (Map.Entry<?, ?> entry : ((Map<?, ?>) this.type.cast(map)).entrySet()) {
			this.key.writeValue(out, entry.getKey());
			this.value.write(out, entry.getValue());
		}
		out.endObject();
	}

	/** Two texts may be one key, and one text twice is refused: both are for Jackson. */
	@Override
	Object readValue(CborReader in) {
		Map<@Nullable Object, @Nullable Object> map = create();
		boolean hashed = map instanceof HashMap && this.keyType != String.class;
		Map<@Nullable Object, @Nullable Object> target = hashed ? HashCodeCap.of(map) : map;
		in.startObject();
		for (int size = 1; !in.endObject(); size++) {
			target.put(in.readName(this.key), this.value.read(in));
			if (map.size() != size) {
				throw new NotLeanException();
			}
		}
		return map;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private Map<@Nullable Object, @Nullable Object> create() {
		return switch (this.type.getName()) {
			case "java.util.Map" -> this.keyType.isEnum() ? new EnumMap(this.keyType) : new LinkedHashMap<>();
			case "java.util.HashMap" -> new HashMap<>();
			case "java.util.SortedMap", "java.util.NavigableMap", "java.util.TreeMap" -> new TreeMap<>();
			default -> new LinkedHashMap<>();
		};
	}

}
