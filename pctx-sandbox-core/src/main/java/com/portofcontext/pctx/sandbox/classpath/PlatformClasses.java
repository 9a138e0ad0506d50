package com.portofcontext.pctx.sandbox.classpath;

import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the classes of the JDK, which are beyond the wall already, from all others.
 */
final class PlatformClasses {

	private static final Set<String> PACKAGES = packages();

	private PlatformClasses() {
	}

	private static Set<String> packages() {
		Set<String> packages = new HashSet<>(4096);
		for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
			URI location = module.reference().location().orElse(null);
			if (location != null && "jrt".equals(location.getScheme())) {
				packages.addAll(module.reference().descriptor().packages());
			}
		}
		return packages;
	}

	static boolean contains(String internalName) {
		int end = internalName.lastIndexOf('/');
		return end >= 0 && PACKAGES.contains(internalName.substring(0, end).replace('/', '.'));
	}

}
