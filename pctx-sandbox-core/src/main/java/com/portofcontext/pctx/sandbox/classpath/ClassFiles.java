package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Finds class files by internal name through one class loader, without loading classes.
 */
final class ClassFiles {

	private final ClassLoader classLoader;

	private final Map<String, Optional<Origin>> origins = new ConcurrentHashMap<>();

	ClassFiles(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/** The JDK's own classes have no origin, and neither have missing ones. */
	@Nullable Origin origin(String internalName) {
		if (PlatformClasses.contains(internalName)) {
			return null;
		}
		return this.origins.computeIfAbsent(internalName, this::find).orElse(null);
	}

	private Optional<Origin> find(String internalName) {
		String resource = internalName + ".class";
		URL url = this.classLoader.getResource(resource);
		return (url != null) ? Optional.ofNullable(Origin.of(url.toString(), resource)) : Optional.empty();
	}

	byte[] bytes(String internalName) {
		try (InputStream in = this.classLoader.getResourceAsStream(internalName + ".class")) {
			if (in == null) {
				throw new IOException("There is no class file of " + internalName);
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ClassNode node(String internalName) {
		ClassNode node = new ClassNode();
		new ClassReader(bytes(internalName)).accept(node, 0);
		return node;
	}

}
