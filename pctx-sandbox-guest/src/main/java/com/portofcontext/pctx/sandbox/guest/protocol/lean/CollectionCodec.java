package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Lists and sets, read as the class that Jackson chooses for the declared one.
 */
final class CollectionCodec extends Codec {

	private final Class<?> type;

	private final Class<?> elementType;

	private final Codec element;

	CollectionCodec(Class<?> type, Class<?> elementType, Codec element) {
		this.type = type;
		this.elementType = elementType;
		this.element = element;
	}

	@Override
	Object sample(int depth) {
		Collection<@Nullable Object> collection = create();
		Object sample = this.element.sample(depth + 1);
		if (sample != null) {
			collection.add(sample);
		}
		return collection;
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		Collection<?> collection = (Collection<?>) this.type.cast(value);
		int size = collection.size();
		out.startArray(size);
		for (Object each : collection) {
			this.element.write(out, each);
			size--;
		}
		if (size != 0) {
			throw new NotLeanException();
		}
		out.endArray();
	}

	@Override
	Object readValue(CborReader in) {
		Collection<@Nullable Object> collection = create();
		boolean hashed = collection instanceof HashSet && this.elementType != String.class;
		Collection<@Nullable Object> target = hashed ? HashCodeCap.of(collection) : collection;
		for (int i = in.startArray(); i > 0; i--) {
			target.add(this.element.read(in));
		}
		in.endArray();
		return collection;
	}

	@SuppressWarnings({ "unchecked", "rawtypes", "JdkObsolete" })
	private Collection<@Nullable Object> create() {
		return switch (this.type.getName()) {
			case "java.util.Set" ->
				this.elementType.isEnum() ? EnumSet.noneOf((Class) this.elementType) : new HashSet<>();
			case "java.util.HashSet" -> new HashSet<>();
			case "java.util.LinkedHashSet" -> new LinkedHashSet<>();
			case "java.util.SortedSet", "java.util.NavigableSet", "java.util.TreeSet" -> new TreeSet<>();
			case "java.util.Queue", "java.util.Deque", "java.util.LinkedList" -> new LinkedList<>();
			default -> new ArrayList<>();
		};
	}

}
