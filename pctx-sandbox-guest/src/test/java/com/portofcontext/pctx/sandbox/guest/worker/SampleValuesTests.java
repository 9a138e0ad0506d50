package com.portofcontext.pctx.sandbox.guest.worker;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleValues}.
 */
class SampleValuesTests {

	private final CBORMapper mapper = ValueMapper.create();

	@Test
	void everyClassOfATypeIsUsedOnce() {
		assertThat(read(true)).isEqualTo(new Order("0", Map.of(LocalDate.EPOCH, new Line(0, Kind.FIRST)),
				Optional.of(0.5), List.of(new Line(0, Kind.FIRST))));
	}

	@Test
	void whenTypeMayRefuseEntriesThenMapsAreEmpty() {
		assertThat(read(false)).isEqualTo(new Order("0", Map.of(), Optional.of(0.5), List.of(new Line(0, Kind.FIRST))));
	}

	private Order read(boolean entries) {
		Object sample = new SampleValues(this.mapper, entries).of(this.mapper.constructType(Order.class));
		return this.mapper.readValue(this.mapper.writeValueAsBytes(sample), Order.class);
	}

	enum Kind {

		FIRST, SECOND

	}

	record Line(int number, Kind kind) {

	}

	record Order(String name, Map<LocalDate, Line> lines, Optional<Double> sum, List<Line> all) {

	}

}
