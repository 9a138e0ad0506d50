package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.PropertyAccessorUtils;
import org.springframework.beans.PropertyValue;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ReflectionUtils;

/**
 * Knows the methods that the container calls on a bean itself, around its proxy.
 */
final class ContainerCallbacks {

	private static final Set<String> ANNOTATIONS = Set.of("jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy", "jakarta.annotation.Resource", "jakarta.ejb.EJB", "jakarta.inject.Inject",
			"jakarta.persistence.PersistenceContext", "jakarta.persistence.PersistenceUnit",
			"org.springframework.beans.factory.annotation.Autowired",
			"org.springframework.beans.factory.annotation.Value");

	private static final List<Class<?>> INTERFACES = List.of(InitializingBean.class, DisposableBean.class,
			AutoCloseable.class, FactoryBean.class);

	private static final String CONFIGURATION_PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

	/** The attribute that says how Spring Boot binds properties to a bean. */
	private static final String BIND_METHOD = "org.springframework.boot.context.properties.bind.BindMethod";

	private ContainerCallbacks() {
	}

	static boolean include(Method method, Class<?> beanClass, @Nullable BeanDefinition definition) {
		return isAnnotated(method) || isOfInterface(method, beanClass) || isNamed(method, definition)
				|| isAccessor(method, beanClass, definition);
	}

	/**
	 * An overridden method's annotation has the container call the one that overrides.
	 */
	private static boolean isAnnotated(Method method) {
		for (MergedAnnotation<?> annotation : MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)) {
			if (ANNOTATIONS.contains(annotation.getType().getName())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOfInterface(Method method, Class<?> beanClass) {
		for (Class<?> type : TypeHierarchy.of(beanClass)) {
			if (isCallbackInterface(type)
					&& ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes()) != null) {
				return true;
			}
		}
		return false;
	}

	private static boolean isCallbackInterface(Class<?> type) {
		return INTERFACES.contains(type) || (type.isInterface() && Aware.class.isAssignableFrom(type));
	}

	/** A method that destroys may take whether to do so by force. */
	private static boolean isNamed(Method method, @Nullable BeanDefinition definition) {
		Class<?>[] parameters = method.getParameterTypes();
		return definition != null
				&& (parameters.length == 0 || (parameters.length == 1 && parameters[0] == boolean.class))
				&& names(definition).contains(method.getName());
	}

	/** A name may have that of the class before it. */
	private static Set<String> names(BeanDefinition definition) {
		List<@Nullable String> names = new ArrayList<>();
		names.add(definition.getInitMethodName());
		names.add(definition.getDestroyMethodName());
		if (definition instanceof RootBeanDefinition root) {
			addAll(root.getInitMethodNames(), names);
			addAll(root.getDestroyMethodNames(), names);
		}
		if (names.contains(AbstractBeanDefinition.INFER_METHOD)) {
			names.addAll(List.of("close", "shutdown"));
		}
		return names.stream()
			.filter(Objects::nonNull)
			.map((name) -> name.substring(name.lastIndexOf('.') + 1))
			.collect(Collectors.toSet());
	}

	private static void addAll(String @Nullable [] more, List<@Nullable String> names) {
		if (more != null) {
			names.addAll(Arrays.asList(more));
		}
	}

	private static boolean isAccessor(Method method, Class<?> beanClass, @Nullable BeanDefinition definition) {
		String property = property(method);
		if (property == null) {
			return false;
		}
		return isBound(beanClass, definition) || (definition != null
				&& ((isSetter(method) && isAutowired(definition)) || isReached(property, method, definition)));
	}

	private static @Nullable String property(Method method) {
		String name = method.getName();
		if (isSetter(method)) {
			return name.substring(3);
		}
		if (method.getParameterCount() == 0 && name.matches("(get|is).+")) {
			return name.substring(name.startsWith("is") ? 2 : 3);
		}
		return null;
	}

	private static boolean isSetter(Method method) {
		return method.getParameterCount() == 1 && method.getName().matches("set.+");
	}

	/**
	 * Properties are bound through setters and getters, unless a constructor takes them.
	 */
	private static boolean isBound(Class<?> beanClass, @Nullable BeanDefinition definition) {
		if (definition == null) {
			return hasBinding(beanClass);
		}
		return !"VALUE_OBJECT".equals(String.valueOf(definition.getAttribute(BIND_METHOD)))
				&& (hasBinding(beanClass) || isMadeBound(definition));
	}

	private static boolean hasBinding(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(CONFIGURATION_PROPERTIES);
	}

	private static boolean isMadeBound(BeanDefinition definition) {
		MethodMetadata metadata = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (metadata != null && metadata.isAnnotated(CONFIGURATION_PROPERTIES))
				|| (method != null && hasBinding(method));
	}

	private static boolean isAutowired(BeanDefinition definition) {
		int mode = (definition instanceof AbstractBeanDefinition known) ? known.getResolvedAutowireMode()
				: AutowireCapableBeanFactory.AUTOWIRE_NO;
		return mode == AutowireCapableBeanFactory.AUTOWIRE_BY_NAME
				|| mode == AutowireCapableBeanFactory.AUTOWIRE_BY_TYPE;
	}

	/** What is below a property is set through its getter. */
	private static boolean isReached(String property, Method method, BeanDefinition definition) {
		for (PropertyValue value : definition.getPropertyValues()) {
			String path = value.getName();
			if ((isSetter(method) || PropertyAccessorUtils.isNestedOrIndexedProperty(path))
					&& path.split("[.\\[]", 2)[0].equalsIgnoreCase(property)) {
				return true;
			}
		}
		return false;
	}

}
