package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Loads a class that no archive has, so that what it takes to load, link and define
 * classes has been done before the first of the user's that no archive has either. Where
 * everything else comes from an archive, nothing of that was.
 */
final class FreshClass extends URLClassLoader {

	private static final String NAME = Practice.class.getName();

	private FreshClass(URL origin) {
		super(new URL[] { origin }, FreshClass.class.getClassLoader());
	}

	static void practise() throws ReflectiveOperationException {
		URL origin = FreshClass.class.getProtectionDomain().getCodeSource().getLocation();
		try (FreshClass loader = new FreshClass(origin)) {
			Runnable practice = (Runnable) loader.loadClass(NAME).getConstructor().newInstance();
			practice.run();
		}
		catch (IOException ex) {
			throw new ReflectiveOperationException(ex);
		}
	}

	/** Its parent's would come from an archive, with all that is linked to it. */
	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		return name.startsWith(NAME) ? own(name) : super.loadClass(name, resolve);
	}

	private Class<?> own(String name) throws ClassNotFoundException {
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : findClass(name);
		}
	}

	/**
	 * Lambdas, method references, records and joined text.
	 */
	public static final class Practice implements Runnable {

		@Override
		public void run() {
			Map<Key, Double> sums = new TreeMap<>();
			Supplier<Key> keys = () -> new Key("text", sums.size());
			sums.merge(keys.get(), 1.0, Double::sum);
			BinaryOperator<String> join = (left, right) -> left + " of " + right;
			String text = join.apply(sums.toString(), "one") + keys.get().hashCode();
			if (text.isEmpty()) {
				throw new IllegalStateException(text);
			}
		}

		record Key(String text, int number) implements Comparable<Key> {

			@Override
			public int compareTo(Key other) {
				return Integer.compare(this.number, other.number);
			}

		}

	}

}
