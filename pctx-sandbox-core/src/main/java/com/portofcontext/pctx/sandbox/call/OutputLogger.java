package com.portofcontext.pctx.sandbox.call;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import org.slf4j.Logger;

/**
 * Logs what sandboxed code prints, line by line: standard output as information, standard
 * error as warnings.
 */
final class OutputLogger implements Consumer<byte[]> {

	private static final int MAX_LINE = 8192;

	private static final int ERROR_STREAM = 2;

	private final Logger logger;

	private final ByteArrayOutputStream[] lines = { new ByteArrayOutputStream(), new ByteArrayOutputStream() };

	OutputLogger(Logger logger) {
		this.logger = logger;
	}

	@Override
	public void accept(byte[] frame) {
		if (frame.length == 0) {
			return;
		}
		int stream = (frame[0] == ERROR_STREAM) ? 1 : 0;
		ByteArrayOutputStream line = this.lines[stream];
		for (int i = 1; i < frame.length; i++) {
			if (frame[i] == '\n') {
				log(stream);
			}
			else {
				line.write(frame[i]);
				if (line.size() >= MAX_LINE) {
					log(stream);
				}
			}
		}
	}

	/** Log what did not end with a line break. */
	void finish() {
		for (int stream = 0; stream < this.lines.length; stream++) {
			if (this.lines[stream].size() > 0) {
				log(stream);
			}
		}
	}

	private void log(int stream) {
		String text = PrintableText.of(this.lines[stream].toString(StandardCharsets.UTF_8));
		this.lines[stream].reset();
		if (stream == 0) {
			this.logger.info("[sandbox] {}", text);
		}
		else {
			this.logger.warn("[sandbox] {}", text);
		}
	}

}
