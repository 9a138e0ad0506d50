package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * Makes text of the sandbox fit for logs and messages: control characters are shown, not
 * obeyed, so that it can neither look like a line of the host nor reach a terminal.
 *
 * @since 0.1.0
 */
public final class PrintableText {

	private PrintableText() {
	}

	/**
	 * Show what is not printable in a text.
	 * @param text the text
	 * @return the same on one line; tabs stay, carriage returns go
	 */
	public static String of(String text) {
		StringBuilder result = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			if (character == '\r' || character == '\t') {
				result.append((character == '\t') ? "\t" : "");
			}
			else if (isObeyed(character)) {
				result.append("\\u%04x".formatted(character));
			}
			else {
				result.appendCodePoint(character);
			}
		});
		return result.toString();
	}

	private static boolean isObeyed(int character) {
		return Character.isISOControl(character) || switch (Character.getType(character)) {
			case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

}
