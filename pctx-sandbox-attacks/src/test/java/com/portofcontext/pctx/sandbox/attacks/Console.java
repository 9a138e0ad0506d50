package com.portofcontext.pctx.sandbox.attacks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What sandboxed code prints, as the application's log has it.
 */
final class Console extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final String PREFIX = "[sandbox] ";

	private final Logger logger = (Logger) LoggerFactory.getLogger(Attack.class.getPackageName());

	private final StringBuffer text = new StringBuffer();

	Console() {
		start();
		this.logger.setLevel(Level.INFO);
		this.logger.setAdditive(false);
		this.logger.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		String message = event.getFormattedMessage();
		if (message.startsWith(PREFIX)) {
			this.text.append(message, PREFIX.length(), message.length()).append('\n');
		}
	}

	void clear() {
		this.text.setLength(0);
	}

	String text() {
		return this.text.toString();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		stop();
	}

}
