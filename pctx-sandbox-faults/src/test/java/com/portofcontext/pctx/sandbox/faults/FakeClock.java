package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The clock on the wall of one process, which can be set while that runs. Its monotonic
 * clock goes on, as it does on a machine whose clock is set.
 */
final class FakeClock {

	private final Path offset;

	FakeClock(Path offset) throws IOException {
		this.offset = offset;
		set(Duration.ZERO);
	}

	void set(Duration ahead) throws IOException {
		Files.writeString(this.offset, "%+d\n".formatted(ahead.toSeconds()));
	}

	Map<String, String> environment() throws IOException {
		try (Stream<Path> files = Files.find(Path.of("/usr/lib"), 3,
				(file, attributes) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
			Path library = files.findFirst()
				.orElseThrow(() -> new IOException("libfaketimeMT.so.1 is missing: install the package faketime"));
			// The last keeps it from having timed waits end at once.
			return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", this.offset.toString(),
					"FAKETIME_NO_CACHE", "1", "NO_FAKE_STAT", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1",
					"FAKETIME_FORCE_MONOTONIC_FIX", "0");
		}
	}

}
