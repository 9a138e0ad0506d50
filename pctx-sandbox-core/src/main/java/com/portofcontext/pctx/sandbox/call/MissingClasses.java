package com.portofcontext.pctx.sandbox.call;

import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a class is missing beyond the wall.
 */
final class MissingClasses {

	private static final List<String> TYPES = List.of(NoClassDefFoundError.class.getName(),
			ClassNotFoundException.class.getName());

	private final WorkerClassPaths classPaths;

	MissingClasses(WorkerClassPaths classPaths) {
		this.classPaths = classPaths;
	}

	String advice(SandboxedMethod method, ThrownValue thrown) {
		for (@Nullable
		ThrownValue cause = thrown; cause != null; cause = cause.cause()) {
			String message = cause.message();
			if (TYPES.contains(cause.typeName()) && message != null && message.matches("[\\w.$/]+")) {
				return this.classPaths.adviceForMissing(method, message.replace('/', '.'))
					.map((advice) -> ". " + advice)
					.orElse("");
			}
		}
		return "";
	}

}
