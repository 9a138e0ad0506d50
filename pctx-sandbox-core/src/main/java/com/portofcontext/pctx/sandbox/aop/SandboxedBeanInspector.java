package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.call.DataField;
import com.portofcontext.pctx.sandbox.call.MethodTypes;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import com.portofcontext.pctx.sandbox.classpath.BeanBytecode;
import com.portofcontext.pctx.sandbox.classpath.FieldRead;
import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Looks at a bean class: finds its sandboxed methods, and everything that is wrong with
 * them as far as the class can tell.
 */
final class SandboxedBeanInspector {

	private final SandboxedMethodFinder finder = new SandboxedMethodFinder();

	private final SandboxPolicyResolver policies;

	private final SingletonSupplier<SignatureTypes> types;

	private final DataFieldRule dataFields;

	SandboxedBeanInspector(SandboxPolicyResolver policies, DataFieldRule dataFields, ValueModules modules) {
		this.policies = policies;
		this.dataFields = dataFields;
		this.types = SingletonSupplier.of(() -> new SignatureTypes(modules));
	}

	/**
	 * Inspect a bean class.
	 * @param beanName the name of the bean
	 * @param beanClass the user's class, no proxy
	 * @param definition the definition of the bean, if there is one
	 * @return what was found, or {@code null} when nothing of it is sandboxed
	 */
	@Nullable SandboxedBean inspect(String beanName, Class<?> beanClass, @Nullable BeanDefinition definition) {
		Map<Method, Sandboxed> found = this.finder.find(beanClass);
		return found.isEmpty() ? null : new Inspection(beanName, beanClass, definition).inspect(found);
	}

	/**
	 * One look at one class.
	 */
	private final class Inspection {

		private final String beanName;

		private final Class<?> beanClass;

		private final @Nullable BeanDefinition definition;

		private final SignatureTypes types = SandboxedBeanInspector.this.types.obtain();

		private final Set<SandboxViolation> violations = new LinkedHashSet<>();

		Inspection(String beanName, Class<?> beanClass, @Nullable BeanDefinition definition) {
			this.beanName = beanName;
			this.beanClass = beanClass;
			this.definition = definition;
		}

		SandboxedBean inspect(Map<Method, Sandboxed> found) {
			report(null, InterceptionRules.check(this.beanClass));
			BeanBytecode bytecode = hasClassFile() ? BeanBytecode.of(this.beanClass, found.keySet()) : null;
			if (bytecode != null) {
				checkSelfCalls(bytecode);
			}
			Map<Method, SandboxedMethod> methods = new LinkedHashMap<>();
			found.forEach((method, sandboxed) -> methods.put(method, sandboxedMethod(method, sandboxed, bytecode)));
			return new SandboxedBean(this.beanName, this.beanClass, methods, List.copyOf(this.violations));
		}

		private SandboxedMethod sandboxedMethod(Method method, Sandboxed sandboxed, @Nullable BeanBytecode bytecode) {
			List<Problem> problems = new ArrayList<>(InterceptionRules.check(method, this.beanClass, this.definition));
			SandboxPolicy policy = SandboxedBeanInspector.this.policies.resolve(sandboxed, problems);
			List<DependencyCoordinate> dependencies = SandboxedBeanInspector.this.policies.dependencies(sandboxed,
					problems);
			problems.addAll(this.types.problems(this.beanClass, method));
			MethodTypes.ReturnType result = this.types.returnType(this.beanClass, method);
			List<DataField> fields = (bytecode != null) ? dataFields(bytecode.of(method), problems) : List.of();
			report(method, problems);
			return new SandboxedMethod(this.beanName, this.beanClass, method,
					this.types.parameterTypes(this.beanClass, method), result.type(), result.future(), fields,
					List.of(method.getExceptionTypes()), policy, dependencies);
		}

		/** Lambdas and proxies have no class file, and are refused for what they are. */
		private boolean hasClassFile() {
			return !this.beanClass.isInterface() && !this.beanClass.isHidden() && !Proxy.isProxyClass(this.beanClass);
		}

		private void checkSelfCalls(BeanBytecode bytecode) {
			bytecode.selfCalls()
				.forEach((call) -> report(null,
						List.of(new Problem(
								"%s calls the sandboxed %s on the same object, around the proxy."
									.formatted(call.caller(), call.callee()),
								"Move the sandboxed method, or its caller, to another bean."))));
		}

		private List<DataField> dataFields(BeanBytecode bytecode, List<Problem> problems) {
			List<DataField> fields = new ArrayList<>();
			DataFieldRule rule = SandboxedBeanInspector.this.dataFields;
			for (Field field : fields(bytecode.staticFieldReads())) {
				Problem problem = rule.checkStatic(field, this.types.fieldType(this.beanClass, field));
				if (problem != null) {
					problems.add(problem);
				}
			}
			for (Field field : fields(bytecode.fieldReads())) {
				JavaType type = this.types.fieldType(this.beanClass, field);
				Problem problem = rule.check(field, type, this.types.problem(field, type, rule.isBean()));
				if (problem == null) {
					fields.add(new DataField(field, type, rule.isBean()));
				}
				else {
					problems.add(problem);
				}
			}
			return fields;
		}

		private static Set<Field> fields(List<FieldRead> reads) {
			Set<Field> fields = new LinkedHashSet<>();
			for (FieldRead read : reads) {
				Field field = ReflectionUtils.findField(read.owner(), read.field());
				if (field != null) {
					fields.add(field);
				}
			}
			return fields;
		}

		private void report(@Nullable Method method, List<Problem> problems) {
			for (Problem problem : problems) {
				this.violations.add(new SandboxViolation(this.beanName, this.beanClass,
						(method != null) ? Signatures.of(method) : null, problem.description(), problem.action()));
			}
		}

	}

}
