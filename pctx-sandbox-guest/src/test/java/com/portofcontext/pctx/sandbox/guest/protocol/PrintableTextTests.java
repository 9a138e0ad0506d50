package com.portofcontext.pctx.sandbox.guest.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTextTests {

	@Test
	void keepsWhatCanBePrinted() {
		String text = "Grüße, \uD83D\uDE00\tund 1 + 1 = 2";
		assertThat(PrintableText.of(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "001b, escape", "000a, line feed", "0000, null", "007f, delete", "009b, control sequence introducer",
			"202e, right-to-left override", "2028, line separator", "2029, paragraph separator",
			"feff, byte order mark" })
	void showsWhatATerminalOrLogWouldObey(String code) {
		String character = Character.toString(Integer.parseInt(code, 16));
		assertThat(PrintableText.of("a" + character + "b")).isEqualTo("a\\u" + code + "b");
	}

	@Test
	void dropsCarriageReturns() {
		assertThat(PrintableText.of("hidden\rshown\r")).isEqualTo("hiddenshown");
	}

}
