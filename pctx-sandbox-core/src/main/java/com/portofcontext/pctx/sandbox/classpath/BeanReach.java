package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.classpath.MethodId.MethodKey;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which members of a bean class and of its superclasses exist beyond the wall: what its
 * sandboxed methods reach, what other classes there call on it, and what the JDK may
 * call, such as {@code compareTo}.
 */
final class BeanReach {

	private final ClassFamily family;

	private final CallGraph graph;

	private final FieldReadFinder fieldReads;

	private final Set<DataField> dataFields;

	private final Set<MethodId> reached = new LinkedHashSet<>();

	private final Set<MethodId> callbacks = new LinkedHashSet<>();

	private record DataField(String owner, String name, String descriptor) {

	}

	BeanReach(Class<?> beanClass, Collection<Method> sandboxedMethods, Collection<Field> dataFields) {
		this.family = new ClassFamily(beanClass);
		this.graph = new CallGraph(this.family);
		this.fieldReads = new FieldReadFinder(this.family, this.graph);
		this.dataFields = dataFields.stream()
			.map((field) -> new DataField(Type.getInternalName(field.getDeclaringClass()), field.getName(),
					Type.getDescriptor(field.getType())))
			.collect(Collectors.toSet());
		this.reached.addAll(this.fieldReads.reachable(sandboxedMethods.stream().map(MethodKey::of).toList()));
		classNames().forEach((name) -> reachAll(Set.of(new MethodId(name, "<clinit>", "()V"))));
		platformMethods(beanClass).forEach(this::addCallback);
	}

	/**
	 * Return the bean class and its superclasses outside the JDK.
	 * @return internal names, the bean class first
	 */
	List<String> classNames() {
		return this.family.superclasses().stream().filter((name) -> !PlatformClasses.contains(name)).toList();
	}

	boolean isOwner(String name) {
		return this.family.supertype(name) != null;
	}

	/**
	 * Keep what a class beyond the wall calls on the bean.
	 * @param owner internal name of the class the call names
	 * @param key the name and descriptor
	 * @return whether there is more than before
	 */
	boolean reach(String owner, MethodKey key) {
		Set<MethodId> selected = new LinkedHashSet<>(this.family.select(true, owner, key));
		selected.addAll(this.family.select(false, owner, key));
		return reachAll(selected);
	}

	private boolean reachAll(Collection<MethodId> roots) {
		return !this.reached.containsAll(roots) && this.reached.addAll(closure(roots));
	}

	private Set<MethodId> closure(Collection<MethodId> roots) {
		return this.graph.reachable(roots,
				(method) -> this.family.methods().containsKey(method) && !PlatformClasses.contains(method.owner()));
	}

	private void addCallback(MethodKey key) {
		Collection<MethodId> selected = this.family.selectOnBean(key);
		Set<MethodId> closure = closure(selected);
		if (this.fieldReads.reads(closure).stream().allMatch(this::isData)) {
			this.reached.addAll(closure);
		}
		else {
			this.callbacks.addAll(selected);
		}
	}

	private boolean isData(FieldReadFinder.Read read) {
		return this.dataFields.stream()
			.anyMatch((field) -> field.owner().equals(Type.getInternalName(read.owner()))
					&& field.name().equals(read.field()));
	}

	boolean isReached(String owner, MethodNode method) {
		return this.reached.contains(new MethodId(owner, method.name, method.desc));
	}

	/**
	 * Whether only the JDK may call a method, and it cannot work without the fields that
	 * stay in the host.
	 * @param owner internal name of its class
	 * @param method the method
	 * @return whether to keep its name only
	 */
	boolean isCallbackOnly(String owner, MethodNode method) {
		return !isReached(owner, method) && this.callbacks.contains(new MethodId(owner, method.name, method.desc));
	}

	boolean isKept(String owner, FieldNode field) {
		return (field.access & Opcodes.ACC_STATIC) != 0
				|| this.dataFields.contains(new DataField(owner, field.name, field.desc));
	}

	private static Set<MethodKey> platformMethods(Class<?> beanClass) {
		return supertypes(beanClass).filter((type) -> PlatformClasses.contains(Type.getInternalName(type)))
			.flatMap((type) -> Stream.of(type.getDeclaredMethods()))
			.map(MethodKey::of)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static Stream<Class<?>> supertypes(Class<?> type) {
		Stream<Class<?>> superclass = (type.getSuperclass() != null) ? supertypes(type.getSuperclass())
				: Stream.empty();
		return Stream.concat(Stream.of(type),
				Stream.concat(superclass, Stream.of(type.getInterfaces()).flatMap(BeanReach::supertypes)));
	}

}
