package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Loads the worker's own code and mapper apart from the class path, where sandboxed code
 * has another version of the mapper. What is not the worker's own, the user's classes and
 * the annotations on them, comes from the class path as ever. Only for such workers:
 * classes that are loaded in this way cannot be shared between JVMs, and cost more.
 */
final class HiddenRuntime extends URLClassLoader {

	private static final String[] OWN = { "com.portofcontext.pctx.sandbox.guest.", "tools.jackson." };

	private HiddenRuntime(URL[] urls, ClassLoader classPath) {
		super("pctx-sandbox-worker", urls, classPath);
	}

	/**
	 * Run the worker's program once more, as this loader knows it.
	 * @param jars the mapper's jars; the worker's own is the first of the class path
	 * @param args the program's arguments
	 */
	static void main(String jars, String[] args) throws IOException {
		String guest = System.getProperty("java.class.path").split(":", 2)[0];
		URL[] urls = Stream.of((guest + ":" + jars).split(":")).map(HiddenRuntime::url).toArray(URL[]::new);
		try (HiddenRuntime runtime = new HiddenRuntime(urls, HiddenRuntime.class.getClassLoader())) {
			runtime.loadClass(WorkerMain.class.getName()).getMethod("main", String[].class).invoke(null, (Object) args);
		}
		catch (InvocationTargetException ex) {
			throw new IOException(ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IOException(ex);
		}
	}

	private static URL url(String jar) {
		try {
			return Path.of(jar).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (Stream.of(OWN).noneMatch(name::startsWith)) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : findClass(name);
		}
	}

}
