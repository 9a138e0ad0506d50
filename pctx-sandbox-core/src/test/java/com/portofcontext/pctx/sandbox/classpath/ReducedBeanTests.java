package com.portofcontext.pctx.sandbox.classpath;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is left of a bean class beyond the wall.
 */
class ReducedBeanTests extends ResolvedClassPath {

	@Test
	void runsMethodWhereTypesOfOtherMembersAreMissing() throws Exception {
		try (URLClassLoader application = application()) {
			List<Path> jars = resolve(application, "app.Reports");
			assertThat(jars).noneSatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.jdbc));
			try (URLClassLoader worker = loader(jars)) {
				Class<?> reports = worker.loadClass("app.Reports");
				Object bean = allocate(reports);
				Field offset = reports.getDeclaredField("offset");
				offset.setAccessible(true);
				offset.set(bean, 5);
				assertThat(reports.getMethod("summarize", String.class).invoke(bean, "rows")).isEqualTo(4 + 5 + 10);
				assertThat(reports.getMethod("compareTo", reports).invoke(bean, bean)).isEqualTo(0);
			}
		}
	}

	@Test
	void keepsOnlyWhatIsReachedOfBean() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Class<?> reports = worker.loadClass("app.Reports");
			assertThat(reports.getDeclaredFields()).extracting(Field::getName).containsExactly("offset");
			assertThat(reports.getDeclaredConstructors()).isEmpty();
			assertThat(reports.getDeclaredMethods()).extracting(Method::getName)
				.containsOnly("summarize", "called", "toString", "compareTo");
		}
	}

	@Test
	void keepsLineNumbers() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Method method = worker.loadClass("app.Reports").getMethod("summarize", String.class);
			assertThatExceptionOfType(InvocationTargetException.class)
				.isThrownBy(() -> method.invoke(allocate(method.getDeclaringClass()), ""))
				.satisfies((ex) -> assertThat(ex.getCause().getStackTrace()[0])
					.hasToString("app.Reports.summarize(Reports.java:9)"));
		}
	}

	@Test
	void refusesCallbackThatNeedsWhatStayedInHost() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Object bean = allocate(worker.loadClass("app.Reports"));
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(bean::toString)
				.withMessageContaining("toString() reads fields of the bean");
		}
	}

}
