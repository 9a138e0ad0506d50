package com.portofcontext.pctx.sandbox.aop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A class, its superclasses, and all of their interfaces.
 */
final class TypeHierarchy {

	private TypeHierarchy() {
	}

	/**
	 * Return the types of a hierarchy.
	 * @param type where to start
	 * @return the types, nearest first, classes before interfaces
	 */
	static Collection<Class<?>> of(Class<?> type) {
		List<Class<?>> classes = new ArrayList<>();
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			classes.add(current);
		}
		Set<Class<?>> all = new LinkedHashSet<>(classes);
		for (Class<?> current : classes) {
			addInterfaces(all, current);
		}
		return all;
	}

	private static void addInterfaces(Set<Class<?>> all, Class<?> type) {
		for (Class<?> implemented : type.getInterfaces()) {
			if (all.add(implemented)) {
				addInterfaces(all, implemented);
			}
		}
	}

}
