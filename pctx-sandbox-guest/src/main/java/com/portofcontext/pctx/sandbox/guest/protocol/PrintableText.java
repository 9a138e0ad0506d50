package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.stream.Collectors;

/**
 * Text of a peer's, made fit for a log: no entry of its own making, nothing for a
 * terminal to obey.
 */
public final class PrintableText {

	private PrintableText() {
	}

	/**
	 * Make control, format and line-breaking characters visible.
	 * @param text any text
	 * @return the text on one line
	 */
	public static String of(String text) {
		StringBuilder result = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			if (character == '\t') {
				result.append('\t');
			}
			else if (isInvisible(character)) {
				result.append("\\u%04x".formatted(character));
			}
			else if (character != '\r') {
				result.appendCodePoint(character);
			}
		});
		return result.toString();
	}

	/**
	 * Do the same to a text of several lines. All but its first are indented, so that
	 * none can pass for an entry of a log.
	 * @param text any text
	 * @return the text on as many lines
	 */
	public static String ofLines(String text) {
		return text.lines().map(PrintableText::of).collect(Collectors.joining("\n\t"));
	}

	private static boolean isInvisible(int character) {
		int type = Character.getType(character);
		return (Character.isISOControl(character) && character != '\r') || type == Character.FORMAT
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

}
