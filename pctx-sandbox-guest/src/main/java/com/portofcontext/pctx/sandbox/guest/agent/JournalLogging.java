package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logs to the standard error as systemd's journal reads it: each line begins with its
 * priority. An agent that is a process of its own names this class; no application finds
 * it by itself.
 */
public final class JournalLogging implements SLF4JServiceProvider {

	private final IMarkerFactory markers = new BasicMarkerFactory();

	private final MDCAdapter mdc = new NOPMDCAdapter();

	@Override
	public ILoggerFactory getLoggerFactory() {
		return JournalLogger::new;
	}

	@Override
	public IMarkerFactory getMarkerFactory() {
		return this.markers;
	}

	@Override
	public MDCAdapter getMDCAdapter() {
		return this.mdc;
	}

	@Override
	public String getRequestedApiVersion() {
		return "2.0.99";
	}

	@Override
	public void initialize() {
		// There is nothing to set up.
	}

	private static final class JournalLogger extends LegacyAbstractLogger {

		private static final long serialVersionUID = 1;

		JournalLogger(String name) {
			this.name = name;
		}

		@Override
		public boolean isTraceEnabled() {
			return false;
		}

		@Override
		public boolean isDebugEnabled() {
			return false;
		}

		@Override
		public boolean isInfoEnabled() {
			return true;
		}

		@Override
		public boolean isWarnEnabled() {
			return true;
		}

		@Override
		public boolean isErrorEnabled() {
			return true;
		}

		@Override
		protected @Nullable String getFullyQualifiedCallerName() {
			return null;
		}

		@Override
		protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, String message,
				Object @Nullable [] arguments, @Nullable Throwable throwable) {
			StringWriter text = new StringWriter();
			text.append(MessageFormatter.basicArrayFormat(message, arguments));
			if (throwable != null) {
				text.append('\n');
				throwable.printStackTrace(new PrintWriter(text));
			}
			String priority = "<" + priority(level) + ">";
			text.toString().lines().forEach((line) -> stream().println(priority + line));
		}

		/** The service's own output is its log. */
		private static PrintStream stream() {
			return System.err;
		}

		private static int priority(Level level) {
			return switch (level) {
				case ERROR -> 3;
				case WARN -> 4;
				case INFO -> 6;
				case DEBUG, TRACE -> 7;
			};
		}

	}

}
