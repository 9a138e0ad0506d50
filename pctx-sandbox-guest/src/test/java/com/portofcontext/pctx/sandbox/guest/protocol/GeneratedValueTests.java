package com.portofcontext.pctx.sandbox.guest.protocol;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

import com.portofcontext.pctx.sandbox.guest.protocol.RandomTrees.Tree;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with generated values of many types, nested in each other. The name of a failed
 * test has the seed that repeats it.
 */
class GeneratedValueTests {

	private static final int SEEDS = 20;

	private static final int VALUES = 50;

	private final CBORMapper mapper = ValueMapper.create();

	private final List<JavaType> types = List.of(this.mapper.constructType(new TypeReference<Tree>() {
	}), this.mapper.constructType(new TypeReference<List<Optional<Tree>>>() {
	}), this.mapper.constructType(new TypeReference<Map<LocalDate, List<Tree>>>() {
	}));

	static LongStream seeds() {
		return LongStream.rangeClosed(1, SEEDS);
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void valueArrivesAsItWas(long seed) {
		RandomTrees trees = new RandomTrees(new Random(seed));
		for (int i = 0; i < VALUES; i++) {
			Tree tree = trees.next();
			Object[] values = { tree, List.of(Optional.of(tree), Optional.empty()),
					Map.of(LocalDate.EPOCH, List.of(tree)) };
			byte[] payload = new ValueWriter(this.mapper, this.types).write(values, 1 << 24);
			assertThat(new ValueReader(this.mapper, this.types).read(payload)).containsExactly(values);
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void arbitraryBytesAreRefusedOrReadButNeverFailOtherwise(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < VALUES; i++) {
			byte[] payload = new byte[random.nextInt(256)];
			random.nextBytes(payload);
			readOrRefuse(this.types, payload);
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void damagedPayloadIsRefusedOrReadButNeverFailsOtherwise(long seed) {
		Random random = new Random(seed);
		RandomTrees trees = new RandomTrees(random);
		List<JavaType> type = this.types.subList(0, 1);
		for (int i = 0; i < VALUES; i++) {
			byte[] payload = new ValueWriter(this.mapper, type).write(new Object[] { trees.next() }, 1 << 24);
			payload[random.nextInt(payload.length)] = (byte) random.nextInt();
			readOrRefuse(type, payload);
		}
	}

	private void readOrRefuse(List<JavaType> types, byte[] payload) {
		try {
			assertThat(new ValueReader(this.mapper, types).read(payload)).hasSize(types.size());
		}
		catch (ValueException ex) {
			assertThat(ex).hasMessageContaining("cannot be read");
		}
	}

}
