package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

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

	private final Map<Origin, String> blobs = new ConcurrentHashMap<>();

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
			for (Class<?> anchor : runtime) {
				names.add(runtimeBlob(anchor));
			}
			ClassFiles files = classFiles(beanClass);
			BeanReach reach = new BeanReach(beanClass, methods, files);
			names.add(beanBlob(reach, dataFields));
			for (Origin origin : origins(beanClass, reach, dataFields, types, files)) {
				names.add(blob(origin, beanClass, files));
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

	private String runtimeBlob(Class<?> anchor) throws IOException {
		Origin origin = classFiles(anchor).origin(Type.getInternalName(anchor));
		if (origin == null) {
			throw new IOException("There is no class file of " + anchor.getName());
		}
		String known = this.blobs.get(origin);
		if (known != null) {
			return known;
		}
		String name = this.store.put(origin.isDirectory() ? jar(origin, true) : origin.bytes());
		this.blobs.put(origin, name);
		return name;
	}

	private String beanBlob(BeanReach reach, Collection<Field> dataFields) throws IOException {
		Set<BeanReach.Member> fields = dataFields.stream()
			.map((field) -> new BeanReach.Member(Type.getInternalName(field.getDeclaringClass()), field.getName(),
					Type.getDescriptor(field.getType())))
			.collect(Collectors.toSet());
		BeanClassWriter writer = new BeanClassWriter(reach, fields);
		NavigableMap<String, byte[]> files = new TreeMap<>();
		for (ClassNode node : reach.chain()) {
			files.put(node.name + ".class", writer.write(node));
		}
		return this.store.put(BlobStore.jar(files));
	}

	/** Where everything comes from that can be reached, the bean's own origin first. */
	private Set<Origin> origins(Class<?> beanClass, BeanReach reach, Collection<Field> dataFields,
			Collection<Class<?>> types, ClassFiles files) throws IOException {
		Set<Origin> origins = new LinkedHashSet<>();
		Set<String> seen = new LinkedHashSet<>();
		Deque<String> pending = new ArrayDeque<>(reach.references());
		Set<String> extra = new LinkedHashSet<>();
		dataFields.forEach((field) -> ClassReferences.addDescriptor(Type.getDescriptor(field.getType()), extra));
		types.forEach((type) -> ClassReferences.addDescriptor(Type.getDescriptor(type), extra));
		pending.addAll(extra);
		for (ClassNode node : reach.chain()) {
			seen.add(node.name);
			Origin origin = files.origin(node.name);
			if (origin != null) {
				origins.add(origin);
			}
		}
		while (!pending.isEmpty()) {
			String name = pending.remove();
			Origin origin = seen.add(name) ? files.origin(name) : null;
			if (origin != null && !this.patterns.excludes(origin.fileName())) {
				origins.add(origin);
				pending.addAll(ClassReferences.of(files.bytes(name)));
			}
		}
		origins.addAll(included(beanClass));
		return origins;
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

	private String blob(Origin origin, Class<?> beanClass, ClassFiles files) throws IOException {
		String known = this.blobs.get(origin);
		if (known != null) {
			return known;
		}
		boolean application = origin.isDirectory() || origin.equals(files.origin(Type.getInternalName(beanClass)))
				|| origin.hasConfiguration();
		String name = this.store.put(application ? jar(origin, false) : origin.bytes());
		this.blobs.put(origin, name);
		return name;
	}

	/** Class files, and of an application's resources only those that were named. */
	private byte[] jar(Origin origin, boolean resources) throws IOException {
		NavigableMap<String, byte[]> files = new TreeMap<>();
		origin.read((name) -> name.endsWith(".class") || resources || this.patterns.isResource(name), files::put);
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

}
