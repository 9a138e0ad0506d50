package com.portofcontext.pctx.sandbox.guest.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Takes down a throwable whose methods sandboxed code may have overridden: each call may
 * throw, overflow the stack, or answer nonsense. What it cannot do is run forever, which
 * the call's time-out ends.
 */
final class ThrowableReader {

	private static final String GUEST_PACKAGE = "com.portofcontext.pctx.sandbox.guest.";

	private static final List<String> BELOW_THE_CALL = List.of(GUEST_PACKAGE, "jdk.internal.reflect.",
			"java.lang.invoke.", "java.lang.reflect.", "java.lang.Thread");

	private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private int remainingText = ThrownValue.MAX_TOTAL_TEXT_LENGTH;

	private boolean truncated;

	ThrownValue read(Throwable thrown) {
		this.seen.add(thrown);
		this.truncated = false;
		List<String> typeNames = typeNames(thrown);
		String message = message(thrown);
		List<Frame> stack = stack(thrown);
		Throwable next = cause(thrown);
		boolean cut = this.truncated;
		return new ThrownValue(typeNames, message, stack, (next != null) ? read(next) : null, cut);
	}

	private List<String> typeNames(Throwable thrown) {
		List<String> names = new ArrayList<>();
		for (Class<?> type = thrown.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			if (names.size() == ThrownValue.MAX_TYPE_NAMES) {
				this.truncated = true;
				break;
			}
			names.add(text(type.getName()));
		}
		return names;
	}

	private @Nullable String message(Throwable thrown) {
		Answer<String> answer = ask(thrown::getMessage);
		if (answer.failure() != null) {
			this.truncated = true;
			return "(getMessage() threw " + answer.failure() + ")";
		}
		return (answer.value() != null) ? text(answer.value()) : null;
	}

	private @Nullable Throwable cause(Throwable thrown) {
		Answer<Throwable> answer = ask(thrown::getCause);
		Throwable cause = answer.value();
		boolean cut = answer.failure() != null
				|| (cause != null && (this.seen.contains(cause) || this.seen.size() >= ThrownValue.MAX_DEPTH));
		this.truncated |= cut;
		return cut ? null : cause;
	}

	private List<Frame> stack(Throwable thrown) {
		@Nullable StackTraceElement[] elements = ask(thrown::getStackTrace).value();
		if (elements == null) {
			this.truncated = true;
			return List.of();
		}
		List<Frame> frames = new ArrayList<>();
		int length = lengthAboveWorker(elements);
		for (int i = 0; i < length; i++) {
			if (frames.size() == ThrownValue.MAX_FRAMES) {
				this.truncated = true;
				break;
			}
			StackTraceElement element = elements[i];
			if (element != null) {
				frames.add(new Frame(text(element.getClassName()), text(element.getMethodName()),
						(element.getFileName() != null) ? text(element.getFileName()) : null, element.getLineNumber()));
			}
		}
		return frames;
	}

	/**
	 * A stack that never passed the worker, such as that of a thread the code started, is
	 * left whole.
	 */
	private static int lengthAboveWorker(@Nullable StackTraceElement[] elements) {
		boolean worker = false;
		int length = elements.length;
		while (length > 0 && isBelowTheCall(elements[length - 1])) {
			StackTraceElement element = elements[--length];
			worker |= element != null && element.getClassName().startsWith(GUEST_PACKAGE);
		}
		return worker ? length : elements.length;
	}

	private static boolean isBelowTheCall(@Nullable StackTraceElement element) {
		if (element != null) {
			for (String prefix : BELOW_THE_CALL) {
				if (element.getClassName().startsWith(prefix)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Cut a text to its cap, and replace lone surrogates, which UTF-8 cannot carry.
	 */
	private String text(String text) {
		int length = Math.min(text.length(), Math.min(ThrownValue.MAX_TEXT_LENGTH, this.remainingText));
		this.truncated |= length < text.length();
		this.remainingText -= length;
		text = text.substring(0, length);
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	private static <T> Answer<T> ask(Callable<@Nullable T> question) {
		try {
			return new Answer<>(question.call(), null);
		}
		catch (Throwable ex) {
			return new Answer<>(null, ex.getClass().getName());
		}
	}

	private record Answer<T>(@Nullable T value, @Nullable String failure) {
	}

}
