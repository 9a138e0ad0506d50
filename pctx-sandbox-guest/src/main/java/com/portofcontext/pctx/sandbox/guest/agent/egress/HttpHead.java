package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP request, read so strictly that no two readers of it can differ:
 * what the proxy checks is what a server gets.
 *
 * @param method the method
 * @param target what it is for
 * @param headers its headers, in order
 */
record HttpHead(String method, String target, List<Header> headers) {

	private static final int MAX_LENGTH = 32 * 1024;

	private static final int MAX_HEADERS = 100;

	private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,20}) ([\\x21-\\x7e]+) HTTP/1\\.1");

	/**
	 * Space around the value is left to it: where two parts may match it, all splits of
	 * it are tried.
	 */
	private static final Pattern HEADER = Pattern
		.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\x20-\\x7e\\x80-\\xff\\t]*)");

	static HttpHead read(InputStream in) throws IOException {
		int[] remaining = { MAX_LENGTH };
		Matcher request = REQUEST_LINE.matcher(line(in, remaining));
		if (!request.matches()) {
			throw new RefusedException("a request line is malformed");
		}
		List<Header> headers = new ArrayList<>();
		for (String line = line(in, remaining); !line.isEmpty(); line = line(in, remaining)) {
			Matcher header = HEADER.matcher(line);
			if (!header.matches() || headers.size() == MAX_HEADERS) {
				throw new RefusedException("a header is malformed, or one too many");
			}
			headers.add(new Header(header.group(1), header.group(2).strip()));
		}
		return new HttpHead(request.group(1), request.group(2), List.copyOf(headers));
	}

	/** A line ends with both characters, and has neither of them elsewhere. */
	static String line(InputStream in, int[] remaining) throws IOException {
		StringBuilder line = new StringBuilder();
		while (true) {
			int character = in.read();
			if (character < 0) {
				throw new EOFException("The connection ended in a request");
			}
			if (--remaining[0] < 0) {
				throw new RefusedException("the head of a request is too long");
			}
			if (character == '\r') {
				if (in.read() != '\n') {
					throw new RefusedException("a line does not end as HTTP's do");
				}
				return line.toString();
			}
			if (character == '\n' || character == 0) {
				throw new RefusedException("a line does not end as HTTP's do");
			}
			line.append((char) character);
		}
	}

	/**
	 * Return what all headers of a name say.
	 * @param name the name, in any case
	 * @return the values, in order
	 */
	List<String> values(String name) {
		return this.headers.stream().filter((header) -> header.is(name)).map(Header::value).toList();
	}

	/**
	 * A header.
	 *
	 * @param name its name
	 * @param value its value, without space around it
	 */
	record Header(String name, String value) {

		boolean is(String other) {
			return this.name.equalsIgnoreCase(other);
		}

	}

}
