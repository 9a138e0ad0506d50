package com.portofcontext.pctx.sandbox.sample;

import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Summaries of tables, sent as CSV or as JSON rows.
 */
@RestController
@RequestMapping("/api/summaries")
class SummaryController {

	private final SummaryService summaries;

	SummaryController(SummaryService summaries) {
		this.summaries = summaries;
	}

	@PostMapping(consumes = "text/csv")
	Summary summarizeCsv(@RequestBody String csv) throws BadInputException {
		return this.summaries.summarizeCsv(csv);
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Summary summarizeRows(@RequestBody List<Map<String, String>> rows) {
		return this.summaries.summarizeRows(rows);
	}

}
