package com.portofcontext.pctx.sandbox.classpath;

import java.util.Arrays;
import java.util.List;

import com.portofcontext.pctx.sandbox.Sandboxed;

/**
 * The calls of its own sandboxed methods that are found in a class.
 */
final class SelfCalls {

	private SelfCalls() {
	}

	static List<SelfCall> of(Class<?> type) {
		return BeanBytecode
			.of(type,
					Arrays.stream(type.getMethods())
						.filter((method) -> method.isAnnotationPresent(Sandboxed.class) && !method.isBridge())
						.toList())
			.selfCalls();
	}

}
