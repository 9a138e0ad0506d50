package com.portofcontext.pctx.sandbox.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits comma-separated values into rows, quotes as in RFC 4180. Travels to the sandbox
 * with the service that refers to it.
 */
final class Csv {

	private Csv() {
	}

	/**
	 * Split a text whose first line names the columns.
	 * @param text the text
	 * @return the rows
	 * @throws BadInputException if the text is not such a table
	 */
	static List<Map<String, String>> rows(String text) throws BadInputException {
		List<List<String>> lines = lines(text);
		if (lines.isEmpty()) {
			throw new BadInputException("The first line must name the columns, but the text is empty.");
		}
		List<String> names = lines.get(0);
		List<Map<String, String>> rows = new ArrayList<>();
		for (List<String> line : lines.subList(1, lines.size())) {
			if (line.size() != names.size()) {
				throw new BadInputException("Row %d has %d cells, but there are %d columns.".formatted(rows.size() + 1,
						line.size(), names.size()));
			}
			Map<String, String> row = new LinkedHashMap<>();
			for (int i = 0; i < names.size(); i++) {
				row.put(names.get(i).strip(), line.get(i));
			}
			rows.add(row);
		}
		return rows;
	}

	private static List<List<String>> lines(String text) throws BadInputException {
		List<List<String>> lines = new ArrayList<>();
		List<String> line = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
				cell.append(c);
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (c == ',' && !quoted) {
				line.add(take(cell));
			}
			else if (c == '\n' && !quoted) {
				line.add(take(cell));
				addUnlessBlank(lines, line);
				line = new ArrayList<>();
			}
			else if (c != '\r' || quoted) {
				cell.append(c);
			}
		}
		if (quoted) {
			throw new BadInputException("A quote is opened and not closed.");
		}
		line.add(take(cell));
		addUnlessBlank(lines, line);
		return lines;
	}

	private static void addUnlessBlank(List<List<String>> lines, List<String> line) {
		if (line.size() > 1 || !line.get(0).isBlank()) {
			lines.add(line);
		}
	}

	private static String take(StringBuilder cell) {
		String text = cell.toString();
		cell.setLength(0);
		return text;
	}

}
