package com.portofcontext.pctx.sandbox.sample;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Summarizes tables that strangers send.
 */
@Service
public class SummaryService {

	/**
	 * Summarize a table. Runs in the sandbox, the parser too.
	 * @param csv its rows as comma-separated values, the first line the columns' names
	 * @return the number of rows, and minimum, maximum and mean of each column that holds
	 * nothing but numbers
	 * @throws BadInputException if the text is not such a table
	 */
	@Sandboxed
	public Summary summarizeCsv(String csv) throws BadInputException {
		return summary(Csv.rows(csv));
	}

	/**
	 * Summarize a table. Runs in the sandbox.
	 * @param rows its rows, as cells by the names of their columns
	 * @return the number of rows, and minimum, maximum and mean of each column that holds
	 * nothing but numbers
	 */
	@Sandboxed
	public Summary summarizeRows(List<Map<String, String>> rows) {
		return summary(rows);
	}

	private static Summary summary(List<Map<String, String>> rows) {
		Set<String> names = new LinkedHashSet<>();
		rows.forEach((row) -> names.addAll(row.keySet()));
		List<Summary.Column> columns = new ArrayList<>();
		for (String name : names) {
			DoubleSummaryStatistics numbers = numbers(name, rows);
			if (numbers != null) {
				columns.add(new Summary.Column(name, numbers.getMin(), numbers.getMax(), numbers.getAverage()));
			}
		}
		return new Summary(rows.size(), columns);
	}

	private static @Nullable DoubleSummaryStatistics numbers(String name, List<Map<String, String>> rows) {
		DoubleSummaryStatistics numbers = new DoubleSummaryStatistics();
		for (Map<String, String> row : rows) {
			String cell = row.get(name);
			if (cell == null || cell.isBlank()) {
				continue;
			}
			try {
				numbers.accept(Double.parseDouble(cell.strip()));
			}
			catch (NumberFormatException ex) {
				return null;
			}
		}
		return (numbers.getCount() > 0) ? numbers : null;
	}

}
