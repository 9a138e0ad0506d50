package com.portofcontext.pctx.sandbox.aop;

import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A sandboxed method whose policy says nothing that can be enforced is refused.
 */
class SandboxedPolicyVerificationTests {

	static Stream<Arguments> refusedClasses() {
		return Stream.of(Arguments.of(UnknownProfile.class, "'profile' names 'nope'"),
				Arguments.of(BadMemory.class, "'memory' is 'lots'"),
				Arguments.of(LittleMemory.class, "'memory' is '32MB'"), Arguments.of(BadCpus.class, "'cpus' is '0'"),
				Arguments.of(BadTimeout.class, "'timeout' is '-1s'"),
				Arguments.of(MissingPlaceholder.class, "'memory' is '${no.such.key}'"),
				Arguments.of(Network.class, "'allowNetwork' has 'https://example.com': it is a URL"),
				Arguments.of(NetworkName.class, "'allowNetwork' has 'localhost:80': names never lead to"),
				Arguments.of(NoCoordinate.class, "'a:b' is no Maven coordinate"),
				Arguments.of(NoJar.class, "'a:b:zip:1' is of type 'zip', which is no jar"),
				Arguments.of(VersionRange.class, "'a:b:[1,2)' may be another library tomorrow"),
				Arguments.of(Snapshot.class, "'a:b:1-SNAPSHOT' may be another library tomorrow"),
				Arguments.of(Newest.class, "'a:b:LATEST' may be another library tomorrow"),
				Arguments.of(Twice.class, "'a:b:2' is there twice"));
	}

	@ParameterizedTest
	@MethodSource("refusedClasses")
	void whenPolicyCannotBeKeptThenApplicationDoesNotStart(Class<?> beanClass, String description) {
		SandboxedVerificationTests.assertRefused(beanClass, description);
	}

	static class UnknownProfile {

		@Sandboxed(profile = "nope")
		public void run() {
		}

	}

	static class BadMemory {

		@Sandboxed(memory = "lots")
		public void run() {
		}

	}

	static class LittleMemory {

		@Sandboxed(memory = "32MB")
		public void run() {
		}

	}

	static class BadCpus {

		@Sandboxed(cpus = "0")
		public void run() {
		}

	}

	static class BadTimeout {

		@Sandboxed(timeout = "-1s")
		public void run() {
		}

	}

	static class MissingPlaceholder {

		@Sandboxed(memory = "${no.such.key}")
		public void run() {
		}

	}

	static class Network {

		@Sandboxed(allowNetwork = { "example.com", "https://example.com" })
		public void run() {
		}

	}

	static class NetworkName {

		@Sandboxed(allowNetwork = "${no.hosts:example.com, localhost:80}")
		public void run() {
		}

	}

	static class NoCoordinate {

		@Sandboxed(dependencies = "a:b")
		public void run() {
		}

	}

	static class NoJar {

		@Sandboxed(dependencies = "a:b:zip:1")
		public void run() {
		}

	}

	static class VersionRange {

		@Sandboxed(dependencies = "a:b:[1,2)")
		public void run() {
		}

	}

	static class Snapshot {

		@Sandboxed(dependencies = "a:b:1-SNAPSHOT")
		public void run() {
		}

	}

	static class Newest {

		@Sandboxed(dependencies = "a:b:LATEST")
		public void run() {
		}

	}

	static class Twice {

		@Sandboxed(dependencies = { "a:b:1", "a:b:2" })
		public void run() {
		}

	}

}
