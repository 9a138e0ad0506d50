package com.portofcontext.pctx.sandbox.call;

import java.io.Serializable;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The types that Jackson would accept, or would refuse without a useful reason. They are
 * known by name, so that none has to be on the class path.
 */
final class RefusedTypes {

	private static final String OPEN = "it is an open resource: send its content as byte[] or String";

	private static final String ONCE = "it can be read only once: use a List";

	private static final String PENDING = "it is still pending: only a method's own return type may be a Future, "
			+ "CompletionStage or CompletableFuture";

	private static final String PROCESS = "it belongs to this process";

	private static final String CODE = "it stands for code, and no class is chosen by the peer: send its name";

	private static final String TIME = "it would lose precision or its time zone: use java.time";

	private static final Map<String, String> REASONS = Map.ofEntries(Map.entry("java.lang.Class", CODE),
			Map.entry("java.lang.reflect.Type", CODE), Map.entry("java.lang.reflect.AnnotatedElement", CODE),
			Map.entry("java.lang.ClassLoader", CODE),
			Map.entry("java.lang.Throwable", "declare it in the throws clause, or send its message"),
			Map.entry("java.lang.Thread", PROCESS), Map.entry("java.lang.ThreadGroup", PROCESS),
			Map.entry("java.lang.ThreadLocal", PROCESS), Map.entry("java.lang.Process", PROCESS),
			Map.entry("java.lang.ref.Reference", PROCESS), Map.entry("java.util.concurrent.Executor", PROCESS),
			Map.entry("java.util.concurrent.locks.Lock", PROCESS),
			Map.entry("java.util.concurrent.locks.ReadWriteLock", PROCESS), Map.entry("java.io.FileDescriptor", OPEN),
			Map.entry("java.lang.AutoCloseable", OPEN), Map.entry("java.util.stream.BaseStream", ONCE),
			Map.entry("java.util.Iterator", ONCE), Map.entry("java.util.Enumeration", ONCE),
			Map.entry("java.util.Spliterator", ONCE), Map.entry("java.util.concurrent.Future", PENDING),
			Map.entry("java.util.concurrent.CompletionStage", PENDING),
			Map.entry("java.util.concurrent.Flow$Publisher", PENDING),
			Map.entry("org.reactivestreams.Publisher", PENDING), Map.entry("java.util.Calendar", TIME),
			Map.entry("java.sql.Date", TIME), Map.entry("java.sql.Time", TIME), Map.entry("java.sql.Timestamp", TIME),
			Map.entry("javax.xml.datatype.XMLGregorianCalendar", TIME),
			Map.entry("java.net.InetAddress", "reading it would look a name up: use String"),
			Map.entry("java.net.SocketAddress", "reading it would look a name up: use String"),
			Map.entry("java.net.URL", "comparing it would look a name up: use java.net.URI"),
			Map.entry("java.util.regex.Pattern", "it would lose its flags: use String"),
			Map.entry("org.w3c.dom.Node", "use String"), Map.entry("javax.xml.transform.Source", "use String"));

	private RefusedTypes() {
	}

	static @Nullable String reason(Class<?> type) {
		if (type == Serializable.class) {
			return "it says nothing about what it holds: use Object for a tree of maps, lists, text and numbers";
		}
		String reason = reasonByName(type);
		if (reason != null) {
			return reason;
		}
		if (type.isAnnotationPresent(FunctionalInterface.class) || type.getName().startsWith("java.util.function.")) {
			return "it is code, not data";
		}
		return null;
	}

	private static @Nullable String reasonByName(@Nullable Class<?> type) {
		if (type == null) {
			return null;
		}
		String reason = REASONS.get(type.getName());
		if (reason == null) {
			reason = reasonByName(type.getSuperclass());
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (reason != null) {
				break;
			}
			reason = reasonByName(parent);
		}
		return reason;
	}

}
