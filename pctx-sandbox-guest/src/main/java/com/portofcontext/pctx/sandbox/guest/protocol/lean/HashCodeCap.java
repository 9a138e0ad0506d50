package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Bounds how many elements of one set, or keys of one map, have the same hash code. Each
 * is compared to all others of its hash code, so without a bound a peer could keep its
 * reader busy for a time that grows with the square of the payload.
 */
public final class HashCodeCap {

	/**
	 * How many elements may have the same hash code.
	 */
	public static final int MAX_EQUAL = 1000;

	private final Map<Integer, Integer> counts = new HashMap<>();

	private HashCodeCap() {
	}

	/**
	 * Return a view through which elements are added to a collection.
	 * @param target the collection
	 * @return its view, which throws an {@link IllegalArgumentException} beyond the bound
	 */
	public static Collection<@Nullable Object> of(Collection<@Nullable Object> target) {
		return new CappedCollection(target);
	}

	/**
	 * Return a view through which entries are added to a map.
	 * @param target the map
	 * @return its view, which throws an {@link IllegalArgumentException} beyond the bound
	 */
	public static Map<@Nullable Object, @Nullable Object> of(Map<@Nullable Object, @Nullable Object> target) {
		return new CappedMap(target);
	}

	private void count(@Nullable Object key) {
		int hashCode = Objects.hashCode(key);
		int count = this.counts.getOrDefault(hashCode, 0) + 1;
		this.counts.put(hashCode, count);
		if (count > MAX_EQUAL) {
			throw new IllegalArgumentException("more than " + MAX_EQUAL + " elements of a set, or keys of a map, have "
					+ "the same hash code: spread them by hashCode(), or declare a list");
		}
	}

	private static final class CappedCollection extends AbstractCollection<@Nullable Object> {

		private final HashCodeCap cap = new HashCodeCap();

		private final Collection<@Nullable Object> target;

		private CappedCollection(Collection<@Nullable Object> target) {
			this.target = target;
		}

		@Override
		public boolean add(@Nullable Object element) {
			boolean added = this.target.add(element);
			if (added) {
				this.cap.count(element);
			}
			return added;
		}

		@Override
		public Iterator<@Nullable Object> iterator() {
			return this.target.iterator();
		}

		@Override
		public int size() {
			return this.target.size();
		}

	}

	private static final class CappedMap extends AbstractMap<@Nullable Object, @Nullable Object> {

		private final HashCodeCap cap = new HashCodeCap();

		private final Map<@Nullable Object, @Nullable Object> target;

		private CappedMap(Map<@Nullable Object, @Nullable Object> target) {
			this.target = target;
		}

		/**
		 * Jackson asks for what it could merge with, and then puts no value that is read
		 * as {@code null}. Nothing is merged, and the key is kept where null may be.
		 */
		@Override
		public @Nullable Object get(@Nullable Object key) {
			if (this.target instanceof HashMap) {
				put(key, null);
			}
			return null;
		}

		@Override
		public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
			int size = this.target.size();
			Object old = this.target.put(key, value);
			if (this.target.size() > size) {
				this.cap.count(key);
			}
			return old;
		}

		@Override
		public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
			return this.target.entrySet();
		}

	}

}
