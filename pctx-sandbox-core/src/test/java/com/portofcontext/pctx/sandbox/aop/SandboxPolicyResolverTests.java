package com.portofcontext.pctx.sandbox.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxPolicyResolverTests {

	private static final SandboxPolicy ONLINE = SandboxContext.TIGHT.withNetworkAllow(List.of("example.com:443"));

	private final MockEnvironment environment = new MockEnvironment().withProperty("my.memory", "96MB")
		.withProperty("my.profile", "tight")
		.withProperty("my.hosts", "API.example.com, 10.0.0.0/8:5432");

	private final SandboxPolicyResolver resolver = new SandboxPolicyResolver(
			new SandboxPolicies(SandboxPolicy.DEFAULT, Map.of("tight", SandboxContext.TIGHT, "online", ONLINE)),
			this.environment::resolveRequiredPlaceholders);

	private final List<Problem> problems = new ArrayList<>();

	@Test
	void whenNothingIsSetThenDefaultsHold() throws Exception {
		assertThat(resolve("nothing")).isEqualTo(SandboxPolicy.DEFAULT);
	}

	@Test
	void whenProfileIsNamedThenItHoldsOverDefaults() throws Exception {
		assertThat(resolve("profile")).isEqualTo(SandboxContext.TIGHT);
	}

	@Test
	void whenAttributeIsSetThenItHoldsOverProfile() throws Exception {
		assertThat(resolve("attributes")).isEqualTo(SandboxContext.TIGHT.withMemory(DataSize.ofMegabytes(96))
			.withCpus(2)
			.withTimeout(Duration.ofMillis(500)));
	}

	@Test
	void whenProfileIsUnknownThenKnownOnesAreNamed() throws Exception {
		resolve("unknown");
		assertThat(this.problems).singleElement()
			.satisfies((problem) -> assertThat(problem.action()).contains("there are online, tight"));
	}

	@Test
	void whenNetworkIsSetThenItHoldsOverProfileInOneSpelling() throws Exception {
		assertThat(resolve("online")).isEqualTo(ONLINE);
		assertThat(resolve("network").networkAllow()).containsExactly("*.example.org:443", "10.0.0.0/8:5432",
				"api.example.com:443");
	}

	@Test
	void whenNetworkIsSetToNothingThenNothingIsAllowed() throws Exception {
		assertThat(resolve("noNetwork").networkAllow()).isEmpty();
	}

	private SandboxPolicy resolve(String method) throws Exception {
		SandboxPolicy policy = this.resolver
			.resolve(getClass().getDeclaredMethod(method).getAnnotation(Sandboxed.class), this.problems);
		if (!method.equals("unknown")) {
			assertThat(this.problems).isEmpty();
		}
		return policy;
	}

	@Sandboxed
	void nothing() {
	}

	@Sandboxed(profile = "${my.profile}")
	void profile() {
	}

	@Sandboxed(profile = "tight", memory = "${my.memory}", cpus = "${my.cpus:2}", timeout = "500ms")
	void attributes() {
	}

	@Sandboxed(profile = "online")
	void online() {
	}

	@Sandboxed(profile = "online", allowNetwork = { "${my.hosts}", "*.example.org", "api.example.com:443" })
	void network() {
	}

	@Sandboxed(profile = "online", allowNetwork = "${my.none:}")
	void noNetwork() {
	}

	@Sandboxed(profile = "nope")
	void unknown() {
	}

}
