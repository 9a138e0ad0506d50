package com.portofcontext.pctx.sandbox.call;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.portofcontext.pctx.sandbox.SandboxNetworkLimits;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReuse;
import com.portofcontext.pctx.sandbox.classpath.ClassPath;
import com.portofcontext.pctx.sandbox.guest.protocol.FieldSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;

/**
 * Makes the worker spec of a method under a policy, once.
 */
final class WorkerSpecs {

	/** Callers may make up a policy for each call, so there is no end of specs. */
	private static final int MAX_KNOWN = 1000;

	/** Applications may share an agent, and their beans names. */
	private final String application = UUID.randomUUID().toString();

	private final Function<SandboxedMethod, ClassPath> classPaths;

	private final List<String> modules;

	private final Map<SandboxedMethod, ClassPath> knownPaths = new ConcurrentHashMap<>();

	private final Map<Key, Defined> specs = new ConcurrentHashMap<>();

	WorkerSpecs(Function<SandboxedMethod, ClassPath> classPaths, List<String> modules) {
		this.classPaths = classPaths;
		this.modules = modules;
	}

	Defined get(SandboxedMethod method, SandboxPolicy policy) {
		Key key = key(method, policy);
		Defined known = this.specs.get(key);
		if (known != null) {
			return known;
		}
		ClassPath classPath = classPath(method);
		WorkerSpec spec = new WorkerSpec(methodSpec(method), classPath.jars(), classPath.hidden(), key.limits,
				key.network, key.networkLimits, key.reuse);
		Defined made = new Defined(spec, spec.id());
		if (this.specs.size() >= MAX_KNOWN) {
			this.specs.clear();
		}
		Defined earlier = this.specs.putIfAbsent(key, made);
		return (earlier != null) ? earlier : made;
	}

	/** It is the same under each policy. */
	private ClassPath classPath(SandboxedMethod method) {
		ClassPath known = this.knownPaths.get(method);
		if (known == null) {
			known = this.classPaths.apply(method);
			this.knownPaths.put(method, known);
		}
		return known;
	}

	/**
	 * The agent forgot it, or lost a part of its class path: it is put together again.
	 */
	void forget(SandboxedMethod method, SandboxPolicy policy) {
		this.knownPaths.remove(method);
		this.specs.remove(key(method, policy));
	}

	/** Another agent knows none of them. */
	void forgetAll() {
		this.knownPaths.clear();
		this.specs.clear();
	}

	private MethodSpec methodSpec(SandboxedMethod method) {
		String descriptor = MethodType.methodType(method.method().getReturnType(), method.method().getParameterTypes())
			.toMethodDescriptorString();
		return new MethodSpec(method.beanClass().getName(), method.method().getName(), descriptor,
				method.parameterTypes().stream().map(TypeNames::of).toList(), TypeNames.of(method.resultType()),
				method.dataFields()
					.stream()
					.map((field) -> new FieldSpec(field.field().getDeclaringClass().getName(), field.field().getName(),
							TypeNames.of(field.type())))
					.toList(),
				this.modules);
	}

	private static Limits limits(SandboxPolicy policy) {
		return new Limits(policy.memory().toBytes(), policy.cpus(), policy.maxProcesses(),
				policy.scratchSize().toBytes(),
				(int) Math.min(Integer.MAX_VALUE - 64, policy.maxResultSize().toBytes()),
				policy.maxOutputSize().toBytes());
	}

	private Key key(SandboxedMethod method, SandboxPolicy policy) {
		return new Key(method, limits(policy), policy.networkAllow(), networkLimits(policy.networkLimits()),
				reuse(method, policy.reuse()));
	}

	/**
	 * Workers that are reused are of one bean; others are of all beans of a class. A
	 * stream is of one call.
	 */
	private Reuse reuse(SandboxedMethod method, SandboxReuse reuse) {
		return (reuse.mode() == SandboxReuse.Mode.SAME_BEAN && reuse.calls() > 1 && !method.isStreamed())
				? new Reuse(this.application + " " + method.beanName(), reuse.calls(), reuse.time().toMillis())
				: Reuse.NEVER;
	}

	private static NetworkLimits networkLimits(SandboxNetworkLimits limits) {
		return new NetworkLimits(limits.maxConnections(), limits.maxTotalConnections(),
				limits.maxTransferSize().toBytes(), limits.connectTimeout(), limits.idleTimeout());
	}

	private record Key(SandboxedMethod method, Limits limits, List<String> network, NetworkLimits networkLimits,
			Reuse reuse) {

	}

	/**
	 * A spec, and whether the agent knows it.
	 */
	static final class Defined {

		private final WorkerSpec spec;

		private final String id;

		private volatile boolean known;

		Defined(WorkerSpec spec, String id) {
			this.spec = spec;
			this.id = id;
		}

		WorkerSpec spec() {
			return this.spec;
		}

		String id() {
			return this.id;
		}

		void defineOnce(AgentClient client) {
			if (!this.known) {
				client.define(this.spec);
				this.known = true;
			}
		}

	}

}
