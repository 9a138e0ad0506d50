package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * What one would write without a sandbox's library: a program that does the work of one
 * call, arguments on its standard input, result on its standard output.
 */
public final class SummaryProgram {

	static final int MAX_BYTES = 1 << 20;

	private SummaryProgram() {
	}

	/**
	 * Do the work once.
	 * @param args none
	 * @throws IOException if input or output are broken
	 */
	public static void main(String[] args) throws IOException {
		CBORMapper mapper = ValueMapper.create();
		@SuppressWarnings("unchecked")
		List<Reports.Row> rows = (List<Reports.Row>) new ValueReader(mapper, List.of(rows(mapper)))
			.read(System.in.readAllBytes())[0];
		System.out.write(new ValueWriter(mapper, List.of(summary(mapper)))
			.write(new Object[] { new Reports().summarize(rows) }, MAX_BYTES));
		System.out.flush();
	}

	static JavaType rows(CBORMapper mapper) {
		return mapper.getTypeFactory().constructType(new TypeReference<List<Reports.Row>>() {
		});
	}

	static JavaType summary(CBORMapper mapper) {
		return mapper.constructType(Reports.Summary.class);
	}

}
