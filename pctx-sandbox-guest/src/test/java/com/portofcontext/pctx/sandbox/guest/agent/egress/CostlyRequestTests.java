package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that are small and made to be read for long: the proxy's CPU is not the
 * worker's, so no limit of the worker's holds it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CostlyRequestTests {

	private static final int LENGTH = 30_000;

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t", "a ", "a" })
	void whenHeaderIsLongAndMalformedThenItIsRefusedAtOnce(String part) {
		String head = "GET http://example.com/ HTTP/1.1\r\nX:" + part.repeat(LENGTH / part.length()) + "\u0001\r\n\r\n";
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(head))
			.satisfies((ex) -> assertThat(ex.reason()).contains("header is malformed"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X:y", "X: y", "X:  y", "X:\ty \t" })
	void spaceAroundValueOfHeaderIsNoPartOfIt(String header) throws IOException {
		assertThat(read("GET http://example.com/ HTTP/1.1\r\n" + header + "\r\n\r\n").values("x")).containsExactly("y");
	}

	private static HttpHead read(String text) throws IOException {
		return HttpHead.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
	}

	@Test
	void whenTlsBeginsInManyRecordsThenEachIsReadOnce() throws IOException {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		byte[] message = new byte[4 + LENGTH];
		message[0] = 1;
		message[2] = (byte) (LENGTH >> 8);
		message[3] = (byte) LENGTH;
		for (byte part : message) {
			records.write(new byte[] { TlsHello.HANDSHAKE, 3, 1, 0, 1, part });
		}
		byte[] bytes = records.toByteArray();
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> TlsHello.read(new ByteArrayInputStream(bytes)));
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * bytes.length);
	}

}
