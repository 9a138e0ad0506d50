package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.classpath.Instructions.Call;
import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The class files in which {@code this} may be the bean: its class, its superclasses and
 * interfaces, and the nested classes of all of them. Classes of the JDK take part, for
 * {@code Function.andThen} calls {@code apply} as any class may; {@code Object} calls
 * nothing that matters.
 */
final class ClassFamily {

	private final Map<String, Class<?>> supertypes = new LinkedHashMap<>();

	private final Map<String, ClassNode> classes = new LinkedHashMap<>();

	private final Map<MethodId, MethodNode> methods = new LinkedHashMap<>();

	private final Map<MethodKey, List<MethodId>> nestedMethods = new LinkedHashMap<>();

	private final Class<?> beanClass;

	ClassFamily(Class<?> beanClass) {
		this.beanClass = beanClass;
		addSupertypes(beanClass);
		for (Map.Entry<String, Class<?>> supertype : this.supertypes.entrySet()) {
			addClass(supertype.getKey(), supertype.getValue());
		}
		for (ClassNode outer : List.copyOf(this.classes.values())) {
			addNestedClasses(outer);
		}
	}

	private void addSupertypes(Class<?> bean) {
		for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
			this.supertypes.put(Type.getInternalName(type), type);
		}
		for (Class<?> type : List.copyOf(this.supertypes.values())) {
			addInterfaces(type);
		}
	}

	private void addInterfaces(Class<?> type) {
		for (Class<?> superinterface : type.getInterfaces()) {
			this.supertypes.putIfAbsent(Type.getInternalName(superinterface), superinterface);
			addInterfaces(superinterface);
		}
	}

	private void addClass(String name, Class<?> type) {
		ClassNode node = read(name, type.getClassLoader());
		if (node == null) {
			throw new SandboxDefinitionException(("Class '%s' has a sandboxed method, but its class loader %s has no "
					+ "class file of it to send beyond the wall. Declare sandboxed methods in classes that are "
					+ "compiled to class files.")
				.formatted(type.getName(), type.getClassLoader()));
		}
		add(node);
	}

	private void addNestedClasses(ClassNode outer) {
		Class<?> supertype = this.supertypes.get(outer.name);
		if (supertype != null) {
			addNestedClasses(outer, supertype.getClassLoader());
		}
	}

	private void addNestedClasses(ClassNode outer, @Nullable ClassLoader classLoader) {
		for (InnerClassNode inner : outer.innerClasses) {
			if (inner.name.startsWith(outer.name + "$") && !this.classes.containsKey(inner.name)) {
				ClassNode node = read(inner.name, classLoader);
				if (node != null) {
					add(node);
					for (MethodNode method : node.methods) {
						this.nestedMethods
							.computeIfAbsent(new MethodKey(method.name, method.desc), (key) -> new ArrayList<>())
							.add(new MethodId(node.name, method.name, method.desc));
					}
					addNestedClasses(node, classLoader);
				}
			}
		}
	}

	private void add(ClassNode node) {
		this.classes.put(node.name, node);
		for (MethodNode method : node.methods) {
			this.methods.put(new MethodId(node.name, method.name, method.desc), method);
		}
	}

	private static @Nullable ClassNode read(String name, @Nullable ClassLoader classLoader) {
		String resource = name + ".class";
		try (InputStream stream = (classLoader != null) ? classLoader.getResourceAsStream(resource)
				: ClassLoader.getSystemResourceAsStream(resource)) {
			if (stream == null) {
				return null;
			}
			ClassNode node = new ClassNode();
			new ClassReader(stream).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			return node;
		}
		catch (IOException ex) {
			throw new SandboxDefinitionException("Unable to read class file '%s'".formatted(resource), ex);
		}
		catch (IllegalArgumentException ex) {
			throw new SandboxDefinitionException(
					"Unable to read class file '%s': %s. Compile it for an older Java release, or put a version of org.ow2.asm:asm on the class path that knows this one."
						.formatted(resource, ex.getMessage()),
					ex);
		}
	}

	Class<?> beanClass() {
		return this.beanClass;
	}

	Map<MethodId, MethodNode> methods() {
		return this.methods;
	}

	/**
	 * Return the class of an instance that may be the bean, or {@code null}.
	 * @param name an internal class name
	 * @return the bean class or one of its supertypes
	 */
	@Nullable Class<?> supertype(String name) {
		return this.supertypes.get(name);
	}

	/**
	 * Return the bean class and its superclasses.
	 * @return internal names, the bean class first
	 */
	List<String> superclasses() {
		List<String> names = new ArrayList<>();
		this.supertypes.forEach((name, type) -> {
			if (!type.isInterface()) {
				names.add(name);
			}
		});
		return names;
	}

	boolean isNested(String name) {
		return this.classes.containsKey(name) && !this.supertypes.containsKey(name);
	}

	ClassNode classNode(String name) {
		ClassNode node = this.classes.get(name);
		if (node == null) {
			throw new IllegalArgumentException("No class '%s' around %s".formatted(name, this.beanClass.getName()));
		}
		return node;
	}

	boolean has(MethodId method, int access) {
		MethodNode node = this.methods.get(method);
		return node != null && (node.access & access) != 0;
	}

	/**
	 * Return the methods that an instruction or method handle may select.
	 * @param fixed whether the JVM selects by the owner alone, as for static methods,
	 * constructors and {@code super}
	 * @param owner internal name of the owner it names
	 * @param key the name and descriptor
	 * @return the methods, none if they are not of this family
	 */
	Collection<MethodId> select(boolean fixed, String owner, MethodKey key) {
		MethodId declared = declared(owner, key);
		if (fixed || (declared != null && has(declared, Opcodes.ACC_PRIVATE))) {
			return (declared != null) ? Set.of(declared) : Set.of();
		}
		if (!this.classes.containsKey(owner)) {
			return Set.of();
		}
		Set<MethodId> selected = new LinkedHashSet<>(this.nestedMethods.getOrDefault(key, List.of()));
		if (declared != null) {
			selected.add(declared);
		}
		if (this.supertypes.containsKey(owner)) {
			selected.remove(declared);
			selected.addAll(selectOnBean(key));
		}
		return selected;
	}

	/**
	 * Return the methods that a virtual call on the bean itself may select.
	 * @param key the name and descriptor
	 * @return the methods, more than one where class files alone do not decide
	 */
	Collection<MethodId> selectOnBean(MethodKey key) {
		Set<MethodId> selected = new LinkedHashSet<>();
		Set<MethodId> defaults = new LinkedHashSet<>();
		for (Map.Entry<String, Class<?>> supertype : this.supertypes.entrySet()) {
			MethodId candidate = new MethodId(supertype.getKey(), key);
			if (this.methods.containsKey(candidate) && !has(candidate, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) {
				// A package-private method may or may not be overridden: both stay
				if (supertype.getValue().isInterface()) {
					defaults.add(candidate);
				}
				else if (selected.isEmpty() || !has(candidate, Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) {
					selected.add(candidate);
				}
			}
		}
		return selected.isEmpty() ? defaults : selected;
	}

	private @Nullable MethodId declared(String owner, MethodKey key) {
		ClassNode node = this.classes.get(owner);
		if (node == null) {
			return null;
		}
		MethodId candidate = new MethodId(owner, key);
		if (this.methods.containsKey(candidate)) {
			return candidate;
		}
		MethodId inherited = (node.superName != null) ? declared(node.superName, key) : null;
		for (String superinterface : node.interfaces) {
			inherited = (inherited != null) ? inherited : declared(superinterface, key);
		}
		return inherited;
	}

	/**
	 * Return the sandboxed methods as class files know them, their bridges included.
	 * @param sandboxed names and descriptors of the sandboxed methods
	 * @return all names and descriptors that end in one of them
	 */
	Set<MethodKey> withBridges(Collection<MethodKey> sandboxed) {
		Set<MethodKey> keys = new LinkedHashSet<>(sandboxed);
		boolean grown = true;
		while (grown) {
			grown = false;
			for (Map.Entry<MethodId, MethodNode> method : this.methods.entrySet()) {
				if (this.supertypes.containsKey(method.getKey().owner())
						&& (method.getValue().access & Opcodes.ACC_BRIDGE) != 0 && calls(method.getValue(), keys)) {
					grown |= keys.add(method.getKey().key());
				}
			}
		}
		return keys;
	}

	/** Whether a method calls one of the given ones, on whatever object. */
	static boolean calls(MethodNode method, Set<MethodKey> keys) {
		for (Call call : Instructions.calls(method)) {
			if (keys.contains(call.key())) {
				return true;
			}
		}
		return false;
	}

}
