package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Descriptions of throwables that no honest worker sends. The host reads them without
 * Jackson, and with the same strictness.
 */
class HostileThrownValueTests {

	@Test
	void refusesEverythingButADescription() {
		byte[] honest = ThrownValue.of(new IllegalStateException("no")).encode();
		assertThat(ThrownValue.decode(honest).message()).isEqualTo("no");
		refuses(Arrays.copyOf(honest, honest.length + 1));
		refuses(Arrays.copyOf(honest, honest.length - 1));
		byte[] nested = new byte[1_000_000];
		Arrays.fill(nested, (byte) 0x81);
		refuses(nested);
		String start = "8181bf" + text("typeNames");
		assertThat(decode(start + "816161" + text("message") + "f6" + text("stack") + "80" + text("cause") + "f6"
				+ text("truncated") + "f4ff")
			.typeName()).isEqualTo("a");
		for (String rest : List.of("f6", "01", "8101", "81f6", "9a7fffffff", "9b7fffffffffffffff", "9bffffffffffffffff",
				"817a7fffffff61", "817b7fffffffffffffff61", "817f7f61ff", "8161ff", "8163edA080", "9f6161ff",
				"c10181")) {
			refuses(HexFormat.of()
				.parseHex(start + rest + text("message") + "f6" + text("stack") + "80" + text("cause") + "f6"
						+ text("truncated") + "f4ff"));
		}
		refuses(HexFormat.of()
			.parseHex(start + "816161" + text("typeNames") + "816161" + text("message") + "f6" + text("stack") + "80"
					+ text("cause") + "f6" + text("truncated") + "f4ff"));
		refuses(HexFormat.of()
			.parseHex(start + "816161" + text("message") + "f6" + text("stack") + "80" + text("truncated") + "f4ff"));
	}

	@Test
	void refusesLongerChainsThanItWrites() {
		byte[] link = HexFormat.of()
			.parseHex("bf" + text("typeNames") + "816161" + text("message") + "f6" + text("stack") + "80"
					+ text("cause"));
		byte[] end = HexFormat.of().parseHex(text("truncated") + "f4ff");
		assertThat(length(ThrownValue.decode(chain(link, end, ThrownValue.MAX_DEPTH))))
			.isEqualTo(ThrownValue.MAX_DEPTH);
		refuses(chain(link, end, ThrownValue.MAX_DEPTH + 1));
		refuses(chain(link, end, 100_000));
	}

	/** What a damaged description says is a description, or it is refused in one way. */
	@Test
	void readsDamagedDescriptionsAsDescriptionsOrNotAtAll() {
		byte[] honest = ThrownValue.of(new IllegalStateException("outer", new Exception("inner"))).encode();
		Random random = new Random(1);
		int refused = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] damaged = honest.clone();
			for (int j = random.nextInt(3); j >= 0; j--) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			try {
				assertThat(length(ThrownValue.decode(damaged))).isBetween(1, 2);
			}
			catch (ValueException ex) {
				refused++;
			}
		}
		assertThat(refused).isPositive();
	}

	/** A length is believed when as many bytes are there, and no more is allocated. */
	@Test
	void refusesHugeLengthsWithoutAllocating() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (String rest : List.of("9a7fffffff01", "817a7fffffff61", "817f7a7fffffff61")) {
			byte[] payload = HexFormat.of().parseHex("8181bf" + text("typeNames") + rest);
			refuses(payload);
			long before = threads.getCurrentThreadAllocatedBytes();
			refuses(payload);
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
		}
	}

	private static byte[] chain(byte[] link, byte[] end, int count) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(HexFormat.of().parseHex("8181"));
		for (int i = 0; i < count; i++) {
			out.writeBytes(link);
		}
		out.write(0xf6);
		for (int i = 0; i < count; i++) {
			out.writeBytes(end);
		}
		return out.toByteArray();
	}

	/** The encoding of a short text. */
	private static String text(String text) {
		return HexFormat.of().toHexDigits((byte) (0x60 + text.length()))
				+ HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static ThrownValue decode(String payload) {
		return ThrownValue.decode(HexFormat.of().parseHex(payload));
	}

	private static void refuses(byte[] payload) {
		assertThatExceptionOfType(ValueException.class).isThrownBy(() -> ThrownValue.decode(payload));
	}

	private static int length(@Nullable ThrownValue value) {
		return (value != null) ? 1 + length(value.cause()) : 0;
	}

}
