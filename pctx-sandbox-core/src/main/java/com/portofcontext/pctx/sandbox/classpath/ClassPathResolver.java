package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.objectweb.asm.Type;

/**
 * Puts together what travels to the workers of a method, as blobs: the mapper and the
 * worker's own code, the bean class reduced to what the method reaches, the application's
 * class files, and every jar that something reached refers to.
 *
 * @since 0.1.0
 */
public final class ClassPathResolver {

	private static final String MANIFEST = "META-INF/MANIFEST.MF";

	private final BlobStore store;

	private final ClassPathPatterns patterns;

	private final Map<Content, String> blobs = new ConcurrentHashMap<>();

	private final Map<ClassLoader, ClassFiles> classFiles = Collections.synchronizedMap(new WeakHashMap<>());

	/**
	 * Create a resolver.
	 * @param blobDirectory where blobs are put
	 * @param patterns what properties say
	 */
	public ClassPathResolver(Path blobDirectory, ClassPathPatterns patterns) {
		this.store = new BlobStore(blobDirectory);
		this.patterns = patterns;
	}

	/**
	 * Put together the class path of a method's workers.
	 * @param runtime a class of each jar that the worker itself needs
	 * @param beanClass the bean's class
	 * @param methods the methods that the workers serve
	 * @param dataFields the fields that travel with a call
	 * @param types further types that travel as values
	 * @return the SHA-256 names of its jars, in order
	 */
	public List<String> resolve(Collection<Class<?>> runtime, Class<?> beanClass, Collection<Method> methods,
			Collection<Field> dataFields, Collection<Class<?>> types) {
		try {
			Set<String> names = new LinkedHashSet<>();
			Set<Origin> present = new LinkedHashSet<>();
			for (Class<?> anchor : runtime) {
				Origin origin = runtimeOrigin(anchor);
				names.add(blob(origin, true, origin.isDirectory()));
				present.add(origin);
			}
			ClassFiles files = classFiles(beanClass);
			BeanReach reach = new BeanReach(beanClass, methods, dataFields);
			BeanClassWriter writer = new BeanClassWriter(reach, files);
			OriginWalk walk = new OriginWalk(reach, writer, files,
					(origin) -> present.contains(origin) || this.patterns.excludes(origin.fileName()));
			Set<Origin> origins = walk.from(names(dataFields, types));
			origins.addAll(included(beanClass));
			names.add(beanBlob(reach, writer));
			Origin own = files.origin(Type.getInternalName(beanClass));
			for (Origin origin : origins) {
				names.add(blob(origin, false, origin.isDirectory() || origin.equals(own) || origin.hasConfiguration()));
			}
			return List.copyOf(names);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path of %s cannot be put together".formatted(beanClass.getName()),
					ex);
		}
	}

	private ClassFiles classFiles(Class<?> type) {
		ClassLoader loader = (type.getClassLoader() != null) ? type.getClassLoader()
				: ClassLoader.getSystemClassLoader();
		return this.classFiles.computeIfAbsent(loader, ClassFiles::new);
	}

	private Origin runtimeOrigin(Class<?> anchor) throws IOException {
		Origin origin = classFiles(anchor).origin(Type.getInternalName(anchor));
		if (origin == null) {
			throw new IOException("There is no class file of " + anchor.getName());
		}
		return origin;
	}

	private static Set<String> names(Collection<Field> dataFields, Collection<Class<?>> types) {
		Set<String> names = new LinkedHashSet<>();
		dataFields.forEach((field) -> ClassReferences.addDescriptor(Type.getDescriptor(field.getType()), names));
		types.forEach((type) -> ClassReferences.addDescriptor(Type.getDescriptor(type), names));
		return names;
	}

	private String beanBlob(BeanReach reach, BeanClassWriter writer) throws IOException {
		NavigableMap<String, byte[]> files = new TreeMap<>();
		reach.classNames().forEach((name) -> files.put(name + ".class", writer.write(name)));
		return this.store.put(BlobStore.jar(files));
	}

	private Set<Origin> included(Class<?> beanClass) throws IOException {
		Set<Origin> origins = new LinkedHashSet<>();
		if (this.patterns.include().isEmpty() || beanClass.getClassLoader() == null) {
			return origins;
		}
		for (URL url : Collections.list(beanClass.getClassLoader().getResources(MANIFEST))) {
			Origin origin = Origin.of(url.toString(), MANIFEST);
			if (origin != null && this.patterns.includes(origin.fileName())) {
				origins.add(origin);
			}
		}
		return origins;
	}

	/**
	 * Store what comes from an origin: a jar as it is, or made of some of its files.
	 */
	private String blob(Origin origin, boolean resources, boolean made) throws IOException {
		Content content = new Content(origin, resources, made);
		String known = this.blobs.get(content);
		if (known != null) {
			return known;
		}
		String name = this.store.put(made ? jar(origin, resources) : origin.bytes());
		this.blobs.put(content, name);
		return name;
	}

	/** Class files, and of an application's resources only those that were named. */
	private byte[] jar(Origin origin, boolean resources) throws IOException {
		NavigableMap<String, byte[]> files = new TreeMap<>();
		origin.read((name) -> resources || name.endsWith(".class")
				|| (this.patterns.isResource(name) && !Origin.isConfiguration(name)), files::put);
		return BlobStore.jar(files);
	}

	/**
	 * Say where the host has a class that is missing beyond the wall.
	 * @param beanClass the class of the bean whose method missed it
	 * @param className the name of the missing class
	 * @return what to change, if the host has it
	 */
	public Optional<String> adviceForMissing(Class<?> beanClass, String className) {
		Origin origin = classFiles(beanClass).origin(className.replace('.', '/'));
		if (origin == null || origin.isDirectory()) {
			return Optional.empty();
		}
		return Optional.of("The application has %s in %s, which did not travel because nothing sandboxed refers to it: "
			.formatted(className, origin.fileName())
				+ "add '%s' to pctx.sandbox.classpath.include, or remove it from pctx.sandbox.classpath.exclude."
					.formatted(origin.fileName()));
	}

	/**
	 * What was made of an origin: the same jar may be one bean's library and another's
	 * application.
	 */
	private record Content(Origin origin, boolean resources, boolean made) {

	}

}
