package com.portofcontext.pctx.sandbox.call;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.classpath.ClassPath;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerSpecs}.
 */
class WorkerSpecsTests {

	private static final SandboxPolicy POLICY = SandboxPolicy.DEFAULT;

	private final AtomicInteger resolved = new AtomicInteger();

	private final WorkerSpecs specs = new WorkerSpecs(
			(method) -> new ClassPath(List.of("blob" + this.resolved.incrementAndGet()), 0), List.of());

	private SandboxedMethod method;

	@BeforeEach
	void prepare() throws NoSuchMethodException {
		this.method = new SandboxedMethod("bean", Runnable.class, Runnable.class.getMethod("run"), List.of(),
				ValueMapper.create().constructType(void.class), false, List.of(), List.of(), POLICY, List.of());
	}

	@Test
	void whenPolicyIsAnotherThenClassPathIsTheSame() {
		WorkerSpecs.Defined first = this.specs.get(this.method, POLICY);
		WorkerSpecs.Defined other = this.specs.get(this.method, POLICY.withCpus(2));
		assertThat(other.id()).isNotEqualTo(first.id());
		assertThat(other.spec().classPath()).containsExactly("blob1");
		assertThat(this.resolved).hasValue(1);
	}

	@Test
	void whenSpecIsForgottenThenClassPathIsPutTogetherAgain() {
		this.specs.get(this.method, POLICY);
		this.specs.forget(this.method, POLICY);
		assertThat(this.specs.get(this.method, POLICY).spec().classPath()).containsExactly("blob2");
	}

}
