package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Arguments and results that are streamed.
 */
@SandboxApplicationTest
@TestPropertySource(properties = "pctx.sandbox.defaults.max-result-size=1MB")
class SandboxStreamTests {

	@Autowired
	private Streams streams;

	@Test
	void whenArgumentAndResultAreStreamsThenContentGoesThereAndBack() throws IOException {
		byte[] content = new byte[500_000];
		for (int i = 0; i < content.length; i++) {
			content[i] = (byte) i;
		}
		try (InputStream result = this.streams.flipped(new ByteArrayInputStream(content))) {
			for (byte expected : content) {
				assertThat((byte) result.read()).isEqualTo((byte) (expected ^ 1));
			}
			assertThat(result.read()).isEqualTo(-1);
		}
	}

	@Test
	void whenArgumentAndResultAreResourcesThenTheirContentGoesThereAndBack() throws IOException {
		CountingResource content = new CountingResource();
		assertThat(this.streams.flipped(content).getContentAsByteArray()).containsExactly('a' ^ 1, 'b' ^ 1);
		assertThat(this.streams.flipped((Resource) null)).isNull();
		await().untilAsserted(() -> assertThat(List.of(content.opened.get(), content.closed.get())).containsOnly(1));
	}

	@Test
	void whenStreamsAreReadInAnotherOrderThenEachHasItsContent() throws IOException {
		assertThat(this.streams.joined(stream("one"), "-", stream("two"))).isEqualTo("two-one");
		assertThat(this.streams.joined(stream("x".repeat(200_000)), "", stream("y".repeat(200_000))))
			.isEqualTo("y".repeat(200_000) + "x".repeat(200_000));
	}

	@Test
	void whenStreamIsNullOrEmptyThenItArrivesAsThat() throws IOException {
		assertThat(this.streams.echo(null)).isNull();
		try (InputStream result = this.streams.echo(InputStream.nullInputStream())) {
			assertThat(result).isNotNull();
			assertThat(result.readAllBytes()).isEmpty();
		}
	}

	@Test
	void whenCodeLeavesStreamThenWhatItDidNotAskForIsNotRead() throws IOException {
		ByteArrayInputStream content = new ByteArrayInputStream(new byte[1_000_000]);
		assertThat(this.streams.first(content)).isZero();
		assertThat(content.available()).isBetween(900_000, 999_999);
		ByteArrayInputStream ignored = new ByteArrayInputStream(new byte[10]);
		assertThat(this.streams.ignored(ignored)).isOne();
		assertThat(ignored.available()).isEqualTo(10);
	}

	@Test
	void whenStreamOfApplicationFailsThenCodeGetsThat() {
		InputStream broken = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("broken here");
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.streams.first(broken))
			.withMessageContaining("broken here");
	}

	@Test
	void whenStreamOfCodeFailsThenCallerGetsThat() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.streams.broken())
			.withMessageContaining("broken there");
	}

	@Test
	void whenStreamedResultIsTooLargeThenPropertyIsNamed() {
		assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> this.streams.endless())
			.withMessageContaining("max-result-size");
	}

	@Test
	void whenStreamedResultNeverEndsThenTimeDoes() {
		assertThatExceptionOfType(SandboxTimeoutException.class).isThrownBy(() -> this.streams.stalled());
	}

	@Test
	void whenStreamOfApplicationBlocksThenCallEndsInTime() throws IOException {
		try (PipedOutputStream silent = new PipedOutputStream(); PipedInputStream blocking = new PipedInputStream()) {
			blocking.connect(silent);
			assertThatExceptionOfType(SandboxTimeoutException.class).isThrownBy(() -> this.streams.firstSoon(blocking));
		}
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	static class Streams {

		@Sandboxed
		public InputStream flipped(InputStream content) {
			return new Flipped(content);
		}

		@Sandboxed
		public @Nullable Resource flipped(@Nullable Resource content) throws IOException {
			return (content == null) ? null : new InputStreamResource(new Flipped(content.getInputStream()));
		}

		@Sandboxed
		public String joined(InputStream first, String separator, InputStream second) throws IOException {
			String end = new String(second.readAllBytes(), StandardCharsets.UTF_8);
			return end + separator + new String(first.readAllBytes(), StandardCharsets.UTF_8);
		}

		@Sandboxed
		public @Nullable InputStream echo(@Nullable InputStream content) {
			return content;
		}

		@Sandboxed
		public int first(InputStream content) throws IOException {
			try (content) {
				return content.read();
			}
		}

		@Sandboxed(timeout = "5s")
		public int firstSoon(InputStream content) throws IOException {
			return content.read();
		}

		@Sandboxed
		public int ignored(InputStream content) {
			return 1;
		}

		@Sandboxed
		public InputStream broken() throws IOException {
			return new InputStream() {

				private int left = 100_000;

				@Override
				public int read() throws IOException {
					if (this.left-- <= 0) {
						throw new IOException("broken there");
					}
					return 1;
				}

			};
		}

		@Sandboxed
		public InputStream endless() {
			return new InputStream() {

				@Override
				public int read() {
					return 1;
				}

			};
		}

		@Sandboxed(timeout = "5s")
		public InputStream stalled() {
			return new InputStream() {

				@Override
				public int read() throws IOException {
					try {
						new CountDownLatch(1).await();
					}
					catch (InterruptedException ex) {
						throw new IOException(ex);
					}
					return 1;
				}

			};
		}

	}

	static class CountingResource extends ByteArrayResource {

		private final AtomicInteger opened = new AtomicInteger();

		private final AtomicInteger closed = new AtomicInteger();

		CountingResource() {
			super(new byte[] { 'a', 'b' });
		}

		@Override
		public InputStream getInputStream() throws IOException {
			this.opened.incrementAndGet();
			return new FilterInputStream(super.getInputStream()) {

				@Override
				public void close() {
					CountingResource.this.closed.incrementAndGet();
				}

			};
		}

	}

	static class Flipped extends FilterInputStream {

		Flipped(InputStream content) {
			super(content);
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			return (value < 0) ? value : value ^ 1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			for (int i = offset; i < offset + read; i++) {
				bytes[i] ^= 1;
			}
			return read;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Streams.class)
	static class Application {

	}

}
