package com.portofcontext.pctx.sandbox.benchmarks;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.portofcontext.pctx.sandbox.Sandboxed;

/**
 * The work of calls that are measured: a list of a few records in, a record out.
 */
class Reports {

	/** The arguments of such a call. */
	static final List<Row> ROWS = List.of(new Row("Oslo", 1.5, LocalDate.EPOCH),
			new Row("Bergen", 2.5, LocalDate.EPOCH.plusDays(1)), new Row("Hamar", 4, LocalDate.EPOCH));

	@Sandboxed
	public Summary summarize(List<Row> rows) {
		Map<LocalDate, Double> sums = new TreeMap<>();
		for (Row row : rows) {
			sums.merge(row.day(), row.value(), Double::sum);
		}
		return new Summary(rows.size(), sums, Optional.of(rows.get(rows.size() - 1).name()));
	}

	/** What is left when the work is taken out of a call. */
	@Sandboxed
	public String echo(String text) {
		return text;
	}

	record Row(String name, double value, LocalDate day) {

	}

	record Summary(int count, Map<LocalDate, Double> sums, Optional<String> last) {

	}

}
