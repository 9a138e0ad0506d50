package com.portofcontext.pctx.sandbox.guest.worker;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Carries a value of the worker's own there and back before it is ready, so that the
 * first and only call does not pay for loading the mapper's classes.
 */
final class Rehearsal {

	private static final int ROUNDS = 3;

	private Rehearsal() {
	}

	static void run(CBORMapper mapper) {
		JavaType type = mapper.getTypeFactory().constructType(new TypeReference<List<Sample>>() {
		});
		ValueWriter writer = new ValueWriter(mapper, List.of(type));
		ValueReader reader = new ValueReader(mapper, List.of(type));
		Sample sample = new Sample("text", 1, 2L, 0.5, true, LocalDate.EPOCH, Kind.ONE, Optional.of("x"),
				Map.of("key", 1), new int[] { 1 }, new byte[] { 1 }, null);
		for (int i = 0; i < ROUNDS; i++) {
			reader.read(writer.write(new Object[] { List.of(sample, sample) }, 1 << 20));
		}
	}

	enum Kind {

		ONE

	}

	record Sample(String text, int number, long big, double fraction, boolean flag, LocalDate date, Kind kind,
			Optional<String> optional, Map<String, Integer> map, int[] numbers, byte[] bytes,
			@Nullable String nothing) {

	}

}
