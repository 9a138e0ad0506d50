package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the kernel says of one process or thread, read from {@code /proc}.
 */
final class ProcessStatus {

	private final Map<String, String> values;

	private ProcessStatus(Map<String, String> values) {
		this.values = values;
	}

	static ProcessStatus read(Path file) throws IOException {
		return parse(Files.readAllLines(file));
	}

	static ProcessStatus parse(List<String> lines) {
		Map<String, String> values = new HashMap<>();
		for (String line : lines) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				values.put(line.substring(0, colon), line.substring(colon + 1).strip());
			}
		}
		return new ProcessStatus(values);
	}

	String value(String key) throws IOException {
		String value = this.values.get(key);
		if (value == null) {
			throw new IOException("The kernel does not report " + key);
		}
		return value;
	}

	/** How many pid namespaces deep the process is, as seen from here. */
	int depth() throws IOException {
		return value("NSpid").split("\\s+").length;
	}

	Set<String> ids(String key) throws IOException {
		return Set.copyOf(Arrays.asList(value(key).split("\\s+")).stream().distinct().toList());
	}

	long capabilities(String key) throws IOException {
		return Long.parseUnsignedLong(value(key), 16);
	}

}
