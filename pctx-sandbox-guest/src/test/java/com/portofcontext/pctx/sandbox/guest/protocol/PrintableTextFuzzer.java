package com.portofcontext.pctx.sandbox.guest.protocol;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes text of a peer's fit for a log. Whatever it is, nothing in it begins an entry or
 * commands a terminal, and what is fit already stays as it is.
 */
public final class PrintableTextFuzzer {

	/** Controls, formats, and separators of lines and paragraphs, but for the tab. */
	private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\t]]");

	private PrintableTextFuzzer() {
	}

	/**
	 * Print one text.
	 * @param data the encoding, and the text
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		if (data.length == 0) {
			return;
		}
		Charset charset = (data[0] % 2 == 0) ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE;
		String text = new String(Arrays.copyOfRange(data, 1, data.length), charset);
		String line = PrintableText.of(text);
		require(!UNFIT.matcher(line).find(), "It has a character that is unfit");
		require(PrintableText.of(line).equals(line), "It changes again");
		require(UNFIT.matcher(text).find() || line.equals(text), "It changes what is fit");
		String[] lines = PrintableText.ofLines(text).split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			require(i == 0 || lines[i].startsWith("\t"), "A line could be an entry of its own");
			require(!UNFIT.matcher(lines[i]).find(), "A line has a character that is unfit");
		}
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

}
