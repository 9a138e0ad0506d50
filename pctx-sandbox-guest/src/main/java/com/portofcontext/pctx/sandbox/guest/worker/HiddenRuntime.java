package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the worker's own code and mapper apart from the class path, where sandboxed code
 * has a mapper of its own. What is not the worker's own, the user's classes and the
 * annotations on them, comes from the class path as ever. Only for such workers: classes
 * that are loaded in this way cost more.
 */
final class HiddenRuntime extends URLClassLoader {

	private static final List<String> OWN = List.of("com.portofcontext.pctx.sandbox.guest.", "tools.jackson.");

	private HiddenRuntime(List<URL> urls) {
		super("pctx-sandbox-worker", urls.toArray(URL[]::new), HiddenRuntime.class.getClassLoader());
	}

	/**
	 * Run the worker's program once more, as this loader knows it. It lives as long as
	 * the JVM.
	 * @param jars the mapper's jars
	 * @param args the program's arguments
	 */
	static void main(String jars, String[] args) throws IOException {
		List<URL> urls = new ArrayList<>();
		urls.add(HiddenRuntime.class.getProtectionDomain().getCodeSource().getLocation());
		for (String jar : jars.split(":")) {
			urls.add(url(jar));
		}
		try {
			new HiddenRuntime(urls).loadClass(WorkerMain.class.getName())
				.getMethod("main", String[].class)
				.invoke(null, (Object) args);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IOException(ex);
		}
	}

	private static URL url(String jar) throws MalformedURLException {
		return Path.of(jar).toUri().toURL();
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (OWN.stream().noneMatch(name::startsWith)) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : findClass(name);
		}
	}

}
