package com.portofcontext.pctx.sandbox.sample;

import java.util.List;

/**
 * What a table says.
 *
 * @param count the number of rows
 * @param columns its numeric columns
 */
public record Summary(int count, List<Column> columns) {

	/**
	 * A numeric column.
	 *
	 * @param name its name
	 * @param min its smallest value
	 * @param max its largest value
	 * @param mean the mean of its values
	 */
	public record Column(String name, double min, double max, double mean) {

	}

}
