package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;

/**
 * Tells whether a class of the user's says anything to Jackson: by an annotation, its own
 * or one above it, or by being a type of the JDK's that has a form of its own.
 */
final class BareTypes {

	private BareTypes() {
	}

	static boolean isBare(Class<?> type) {
		if (type.getName().startsWith("java.") || !isSilent(type) || !areSilent(type.getDeclaredFields())
				|| !areSilent(type.getDeclaredMethods()) || !areSilent(type.getDeclaredConstructors())
				|| (type.isRecord() && !areSilent(type.getRecordComponents()))) {
			return false;
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (parent != Comparable.class && parent != Serializable.class && !isBare(parent)) {
				return false;
			}
		}
		Class<?> parent = type.getSuperclass();
		return parent == null || parent == Record.class || parent == Enum.class || isBare(parent);
	}

	private static boolean areSilent(AnnotatedElement[] elements) {
		for (AnnotatedElement element : elements) {
			if (!isSilent(element)
					|| (element instanceof Executable executable && !areSilent(executable.getParameterAnnotations()))) {
				return false;
			}
		}
		return true;
	}

	private static boolean areSilent(Annotation[][] annotations) {
		for (Annotation[] each : annotations) {
			if (!isSilent(each)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isSilent(AnnotatedElement element) {
		return isSilent(element.getDeclaredAnnotations());
	}

	/** An annotation may also carry Jackson's as its own. */
	private static boolean isSilent(Annotation[] annotations) {
		for (Annotation annotation : annotations) {
			Class<? extends Annotation> type = annotation.annotationType();
			if (isHeard(type)) {
				return false;
			}
			for (Annotation meta : type.getDeclaredAnnotations()) {
				if (isHeard(meta.annotationType())) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean isHeard(Class<? extends Annotation> type) {
		String name = type.getName();
		return name.startsWith("com.fasterxml.jackson.") || name.startsWith("tools.jackson.")
				|| name.startsWith("java.beans.");
	}

}
