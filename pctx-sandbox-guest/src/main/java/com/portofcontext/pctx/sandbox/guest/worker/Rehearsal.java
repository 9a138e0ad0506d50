package com.portofcontext.pctx.sandbox.guest.worker;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Carries a value of the worker's own there and back before it is ready, so that the
 * first and only call does not pay for loading the mapper's classes.
 */
final class Rehearsal {

	private static final int ROUNDS = 3;

	private static final int MAX_RESULT = 64 * 1024;

	private Rehearsal() {
	}

	static void run(CBORMapper mapper) throws ReflectiveOperationException {
		JavaType type = mapper.getTypeFactory().constructCollectionType(List.class, Sample.class);
		PreparedMethod method = PreparedMethod.of(new MethodSpec(Echo.class.getName(), "echo",
				"(Ljava/util/List;)Ljava/util/List;", List.of(TypeNames.of(type)), TypeNames.of(type), List.of()),
				MAX_RESULT, mapper);
		ValueWriter writer = new ValueWriter(mapper, List.of(type));
		Sample sample = new Sample("text", 1, 2L, 0.5, true, LocalDate.EPOCH, Kind.ONE, Optional.of("x"),
				Map.of("key", 1), new int[] { 1 }, new byte[] { 1 }, null);
		byte[] arguments = writer.write(new Object[] { List.of(sample, sample) }, MAX_RESULT);
		for (int i = 0; i < ROUNDS; i++) {
			method.call(arguments);
		}
	}

	static final class Echo {

		List<Sample> echo(List<Sample> samples) {
			return samples;
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
