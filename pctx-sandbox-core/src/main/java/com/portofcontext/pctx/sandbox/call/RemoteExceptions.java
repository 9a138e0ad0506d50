package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was thrown beyond the wall into what the caller gets: a declared checked
 * exception as its own type, everything else as a {@link SandboxExecutionException}.
 */
final class RemoteExceptions {

	private RemoteExceptions() {
	}

	static Exception toException(Method method, List<Class<?>> declaredExceptions, ThrownValue thrown, String advice) {
		SandboxExecutionException remote = executionException(method, thrown, advice);
		List<String> names = thrown.typeNames();
		if (names.contains(RuntimeException.class.getName()) || names.contains(Error.class.getName())) {
			return remote;
		}
		String unmade = "";
		for (String name : names) {
			for (Class<?> declared : declaredExceptions) {
				if (declared.getName().equals(name) && isChecked(declared)) {
					Exception rebuilt = rebuild(declared.asSubclass(Exception.class), thrown, remote);
					if (rebuilt != null) {
						return rebuilt;
					}
					unmade = ". It is declared, and cannot be made here: give %s a constructor with a String, with a String and a Throwable, or with nothing"
						.formatted(declared.getSimpleName());
				}
			}
		}
		return unmade.isEmpty() ? remote : executionException(method, thrown, unmade + advice);
	}

	private static SandboxExecutionException executionException(Method method, ThrownValue thrown, String advice) {
		RemoteThrowable cause = RemoteThrowable.of(thrown);
		return new SandboxExecutionException("Sandboxed method %s.%s threw %s%s"
			.formatted(method.getDeclaringClass().getSimpleName(), method.getName(), cause, advice), thrown.typeName(),
				thrown.message(), cause);
	}

	private static boolean isChecked(Class<?> type) {
		return Exception.class.isAssignableFrom(type) && !RuntimeException.class.isAssignableFrom(type);
	}

	private static @Nullable Exception rebuild(Class<? extends Exception> type, ThrownValue thrown, Exception cause) {
		String message = RemoteThrowable.printable(thrown.message());
		if (!thrown.typeName().equals(type.getName())) {
			String typeName = PrintableText.of(thrown.typeName());
			message = (message != null) ? typeName + ": " + message : typeName;
		}
		Exception exception = create(type, List.of(String.class, Throwable.class), message, cause);
		if (exception == null) {
			exception = create(type, List.of(String.class), message);
		}
		if (exception == null) {
			exception = create(type, List.of());
		}
		if (exception != null && !cause.equals(exception.getCause())) {
			addCause(exception, cause);
		}
		return exception;
	}

	private static @Nullable Exception create(Class<? extends Exception> type, List<Class<?>> parameterTypes,
			@Nullable Object... arguments) {
		try {
			Constructor<? extends Exception> constructor = type
				.getDeclaredConstructor(parameterTypes.toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(arguments);
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

	private static void addCause(Exception exception, Exception cause) {
		try {
			exception.initCause(cause);
		}
		catch (IllegalStateException ex) {
			// Its constructor set another cause: the remote details go beside it.
			exception.addSuppressed(cause);
		}
	}

}
