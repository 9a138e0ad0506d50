package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.portofcontext.pctx.sandbox.classpath.LibraryIndex.Library;
import org.objectweb.asm.Type;

/**
 * Puts together what travels to the workers of a method, as blobs: the mapper and the
 * worker's own code, the bean class reduced to what the method reaches, the application's
 * class files, its dependencies, and every jar that something reached refers to.
 *
 * @since 0.1.0
 */
public final class ClassPathResolver {

	private static final String MANIFEST = "META-INF/MANIFEST.MF";

	/**
	 * The mapper's packages, of which a method's dependencies may have another version.
	 */
	private static final String MAPPER = "tools/jackson/";

	private final BlobStore store;

	private final ClassPathPatterns patterns;

	private final LibraryIndex libraries;

	private final Map<Made, String> made = new ConcurrentHashMap<>();

	private final Map<ClassLoader, ClassFiles> classFiles = new ConcurrentHashMap<>();

	/**
	 * Create a resolver.
	 * @param blobDirectory where blobs are put
	 * @param patterns what properties say
	 */
	public ClassPathResolver(Path blobDirectory, ClassPathPatterns patterns) {
		this.store = new BlobStore(blobDirectory);
		this.libraries = new LibraryIndex(blobDirectory);
		this.patterns = patterns;
	}

	/**
	 * Put together the class path of a method's workers.
	 * @param runtime a class of each jar that the worker itself needs
	 * @param beanClass the bean's class
	 * @param methods the methods that the workers serve
	 * @param dataFields the fields that travel with a call
	 * @param types further types that travel as values
	 * @param dependencies blobs of libraries that take the place of the application's
	 * @return the class path
	 */
	public ClassPath resolve(Collection<Class<?>> runtime, Class<?> beanClass, Collection<Method> methods,
			Collection<Field> dataFields, Collection<Class<?>> types, List<String> dependencies) {
		try {
			this.store.open();
			DependencyClasses replaced = dependencyClasses(dependencies);
			List<String> hidden = new ArrayList<>();
			Set<String> names = new LinkedHashSet<>();
			Set<Origin> present = new LinkedHashSet<>();
			for (Class<?> anchor : runtime) {
				Origin origin = runtimeOrigin(anchor);
				if (isMapper(anchor) && replaced.hasPackage(MAPPER)) {
					hidden.add(whole(origin));
				}
				else {
					names.add(whole(origin));
					present.add(origin);
				}
			}
			ClassFiles files = classFiles(beanClass);
			BeanReach reach = new BeanReach(beanClass, methods, dataFields);
			BeanClassWriter writer = new BeanClassWriter(reach, files);
			Origin own = files.origin(Type.getInternalName(beanClass));
			OriginWalk walk = new OriginWalk(reach, writer, files, (origin) -> present.contains(origin)
					|| this.patterns.excludes(origin.fileName()) || (!origin.equals(own) && replaced.replace(origin)));
			Set<Origin> origins = walk.from(names(dataFields, types));
			origins.addAll(included(beanClass));
			names.add(beanBlob(reach, writer));
			List<String> libraries = new ArrayList<>();
			for (Origin origin : origins) {
				if (origin.isDirectory() || origin.equals(own) || library(origin).configuration()) {
					names.add(made(origin, false));
				}
				else {
					libraries.add(library(origin).blob());
				}
			}
			names.addAll(dependencies);
			names.addAll(libraries);
			this.libraries.save();
			List<String> jars = new ArrayList<>(hidden);
			jars.addAll(names);
			return new ClassPath(jars, hidden.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path of %s cannot be put together".formatted(beanClass.getName()),
					ex);
		}
	}

	private static boolean isMapper(Class<?> anchor) {
		return Type.getInternalName(anchor).startsWith(MAPPER);
	}

	private DependencyClasses dependencyClasses(List<String> blobs) {
		return DependencyClasses.of(blobs.stream().map(this.store::file).toList());
	}

	/**
	 * Store the jars that something of the sandbox's own needs.
	 * @param runtime a class of each
	 * @return the SHA-256 names of the jars, in order
	 * @throws IOException if one cannot be read or stored
	 */
	public List<String> runtime(Collection<Class<?>> runtime) throws IOException {
		this.store.open();
		Set<String> names = new LinkedHashSet<>();
		for (Class<?> anchor : runtime) {
			names.add(whole(runtimeOrigin(anchor)));
		}
		this.libraries.save();
		return List.copyOf(names);
	}

	private String whole(Origin origin) throws IOException {
		return origin.isDirectory() ? made(origin, true) : library(origin).blob();
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

	private Set<String> names(Collection<Field> dataFields, Collection<Class<?>> types) {
		Set<String> names = new LinkedHashSet<>();
		dataFields.forEach((field) -> ClassReferences.addDescriptor(Type.getDescriptor(field.getType()), names));
		types.forEach((type) -> ClassReferences.addDescriptor(Type.getDescriptor(type), names));
		this.patterns.includedClasses().forEach(names::add);
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

	/** Store a jar as it is. One with configuration is only known by it. */
	private Library library(Origin origin) throws IOException {
		Library library = this.libraries.find(origin);
		if (library == null) {
			byte[] jar = origin.bytes();
			library = new Library(this.store.put(jar), jar.length, origin.hasConfiguration());
			this.libraries.add(origin, library);
		}
		return library;
	}

	/** Store a jar that is made of some files of an origin. */
	private String made(Origin origin, boolean resources) throws IOException {
		Made key = new Made(origin, resources);
		String known = this.made.get(key);
		if (known == null || !this.store.use(known)) {
			known = this.store.put(jar(origin, resources));
			this.made.put(key, known);
		}
		return known;
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
	 * @param dependencies blobs of the method's dependencies
	 * @return what to change, if the host has it
	 */
	public Optional<String> adviceForMissing(Class<?> beanClass, String className, List<String> dependencies) {
		ClassFiles files = classFiles(beanClass);
		Origin origin = files.origin(className.replace('.', '/'));
		if (origin == null || origin.equals(files.origin(Type.getInternalName(beanClass)))) {
			return Optional.empty();
		}
		if (dependencyClasses(dependencies).replace(origin)) {
			return Optional
				.of("The application has %s in %s, which did not travel because the method's dependencies bring classes of the same library. Use what their version has, or name another in 'dependencies'."
					.formatted(className, origin.fileName()));
		}
		String advice = origin.isDirectory() ? "add '%s' to pctx.sandbox.classpath.include.".formatted(className)
				: "add '%s' to pctx.sandbox.classpath.include, or remove it from pctx.sandbox.classpath.exclude."
					.formatted(origin.fileName());
		return Optional.of("The application has %s in %s, which did not travel because nothing sandboxed refers to it: "
			.formatted(className, origin.isDirectory() ? origin.path() : origin.fileName()) + advice);
	}

	/**
	 * Something of an origin: class files only, or resources as well.
	 */
	private record Made(Origin origin, boolean resources) {

	}

}
