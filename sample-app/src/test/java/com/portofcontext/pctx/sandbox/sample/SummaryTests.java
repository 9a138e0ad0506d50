package com.portofcontext.pctx.sandbox.sample;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Csv} and what {@link SummaryService} computes from it, here without a
 * sandbox around it.
 */
class SummaryTests {

	@Test
	void summarizesNumericColumnsOnly() throws Exception {
		Summary summary = new SummaryService().summarizeCsv("city,people\nOslo,30\r\nBergen,10\n");
		assertThat(summary).isEqualTo(new Summary(2, List.of(new Summary.Column("people", 10, 30, 20))));
	}

	@Test
	void whenCellIsEmptyThenItIsLeftOut() {
		Summary summary = new SummaryService().summarizeRows(List.of(Map.of("n", "1"), Map.of("n", " "), Map.of()));
		assertThat(summary).isEqualTo(new Summary(3, List.of(new Summary.Column("n", 1, 1, 1))));
	}

	@Test
	void readsQuotedCells() throws Exception {
		assertThat(Csv.rows("a,b\n\"x, \"\"y\"\"\n\",2")).containsExactly(Map.of("a", "x, \"y\"\n", "b", "2"));
	}

	@Test
	void whenRowIsShortThenItIsNamed() {
		assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> Csv.rows("a,b\n1,2\n3\n"))
			.withMessage("Row 2 has 1 cells, but there are 2 columns.");
	}

	@Test
	void whenQuoteIsOpenThenItIsBadInput() {
		assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> Csv.rows("a\n\"1"));
	}

	@Test
	void whenTextIsEmptyThenItIsBadInput() {
		assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> Csv.rows(" \n"));
	}

}
