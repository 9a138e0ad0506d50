package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Spring's resources, which a worker knows only where the user's method has them.
 */
final class Resources {

	private static final String PACKAGE = "org.springframework.core.io.";

	private Resources() {
	}

	static Object of(InputStream content) throws ReflectiveOperationException {
		return Class.forName(PACKAGE + "InputStreamResource").getConstructor(InputStream.class).newInstance(content);
	}

	static InputStream open(Object resource) throws ReflectiveOperationException, IOException {
		try {
			return (InputStream) Class.forName(PACKAGE + "InputStreamSource")
				.getMethod("getInputStream")
				.invoke(resource);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof IOException cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
