package com.portofcontext.pctx.sandbox.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * Compiles an expression, or a whole class {@code Expression}, in memory. Travels to the
 * sandbox with the service that refers to it.
 */
final class ExpressionCompiler {

	private static final String NAME = "Expression";

	/** On one line with the expression's first: line numbers stay the user's. */
	private static final String BEFORE = "import java.math.*; import java.time.*; import java.util.*; "
			+ "import java.util.function.*; import java.util.stream.*; "
			+ "public class Expression implements Function<Object, Object> { "
			+ "@Override public Object apply(Object input) { "
			+ "try { return evaluate(input); } catch (Exception ex) { return Expression.<RuntimeException>fail(ex); } } "
			+ "@SuppressWarnings(\"unchecked\") static <T extends Throwable> Object fail(Throwable ex) throws T { throw (T) ex; } "
			+ "private static Object evaluate(Object input) throws Exception { return ";

	private static final String AFTER = "\n; } }";

	private ExpressionCompiler() {
	}

	/**
	 * Compile.
	 * @param source an expression of {@code input}, or a {@code class Expression
	 * implements java.util.function.Function<Object, Object>} without a package
	 * @return what it computes
	 * @throws CompilationException if it does not compile
	 */
	static Function<@Nullable Object, @Nullable Object> compile(String source) throws CompilationException {
		boolean whole = source.contains("class " + NAME);
		Map<String, byte[]> classes = compileAll(whole ? source : BEFORE + source + AFTER);
		try {
			Object instance = new MemoryClassLoader(classes).loadClass(NAME).getDeclaredConstructor().newInstance();
			if (instance instanceof Function<?, ?> function) {
				return cast(function);
			}
			throw new CompilationException("Class Expression does not implement java.util.function.Function.");
		}
		catch (ReflectiveOperationException ex) {
			throw new CompilationException(
					"Class Expression must be public, have no package, and a constructor without parameters: " + ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static Function<@Nullable Object, @Nullable Object> cast(Function<?, ?> function) {
		return (Function<@Nullable Object, @Nullable Object>) function;
	}

	private static Map<String, byte[]> compileAll(String source) throws CompilationException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		if (compiler == null) {
			throw new IllegalStateException("The sandbox's Java has no compiler: it is not a JDK.");
		}
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ENGLISH,
				StandardCharsets.UTF_8)) {
			files.setLocation(StandardLocation.CLASS_PATH, List.of());
			MemoryFileManager memory = new MemoryFileManager(files);
			boolean compiled = compiler
				.getTask(new StringWriter(), memory, diagnostics, List.of("-proc:none", "-nowarn"), null,
						List.of(new MemorySource(source)))
				.call();
			if (!compiled) {
				throw new CompilationException(describe(diagnostics));
			}
			return memory.classes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String describe(DiagnosticCollector<JavaFileObject> diagnostics) {
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map((diagnostic) -> "Line %d: %s".formatted(diagnostic.getLineNumber(),
					diagnostic.getMessage(Locale.ENGLISH).replaceAll("\\s+", " ")))
			.collect(Collectors.joining("\n"));
	}

	private static final class MemorySource extends SimpleJavaFileObject {

		private final String source;

		private MemorySource(String source) {
			super(URI.create("memory:///" + NAME + ".java"), Kind.SOURCE);
			this.source = source;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.source;
		}

	}

	private static final class MemoryClass extends SimpleJavaFileObject {

		private final ByteArrayOutputStream content = new ByteArrayOutputStream();

		private MemoryClass(String name) {
			super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
		}

		@Override
		public OutputStream openOutputStream() {
			return this.content;
		}

	}

	private static final class MemoryFileManager extends ForwardingJavaFileManager<JavaFileManager> {

		private final Map<String, MemoryClass> written = new HashMap<>();

		private MemoryFileManager(JavaFileManager files) {
			super(files);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
				FileObject sibling) {
			return this.written.computeIfAbsent(name, MemoryClass::new);
		}

		private Map<String, byte[]> classes() {
			Map<String, byte[]> classes = new HashMap<>();
			this.written.forEach((name, file) -> classes.put(name, file.content.toByteArray()));
			return classes;
		}

	}

	private static final class MemoryClassLoader extends ClassLoader {

		private final Map<String, byte[]> classes;

		private MemoryClassLoader(Map<String, byte[]> classes) {
			super(ClassLoader.getPlatformClassLoader());
			this.classes = classes;
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			byte[] content = this.classes.get(name);
			if (content == null) {
				throw new ClassNotFoundException(name);
			}
			return defineClass(name, content, 0, content.length);
		}

	}

}
