package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;
import java.util.function.Function;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamResource;

/**
 * Reads what a call was answered: as the value that its caller gets, or the exception.
 */
final class AnswerReader {

	private final String machine;

	private final Function<SandboxedMethod, MethodCodec> codecs;

	private final MissingClasses missingClasses;

	/**
	 * Create a reader.
	 * @param machine the name of the machine that answers
	 * @param codecs has the codec of each method
	 * @param missingClasses explains why a class is missing
	 */
	AnswerReader(String machine, Function<SandboxedMethod, MethodCodec> codecs, MissingClasses missingClasses) {
		this.machine = machine;
		this.codecs = codecs;
		this.missingClasses = missingClasses;
	}

	/**
	 * Read the answer of a call that ran.
	 * @param method the method
	 * @param outcome result or throwable
	 * @param policy what the call could use
	 * @return value and report
	 * @throws Exception what the method threw, or a {@link SandboxException}
	 */
	SandboxResult<@Nullable Object> read(SandboxedMethod method, CallOutcome outcome, SandboxPolicy policy)
			throws Exception {
		SandboxReport report = CallReports.of(this.machine, outcome, policy);
		try {
			byte[] answer = outcome.frame().payload();
			if (outcome.frame().type() == FrameType.RESULT && report != null) {
				Object value = readResult(method, answer);
				return result(method.isResultStreamed() ? stream(method, value, outcome) : value, report);
			}
			throw thrown(method, answer, policy);
		}
		catch (OutOfMemoryError ex) {
			throw CallReports.attach(HostMemory.exhaustedByAnswer(method, policy, ex), report);
		}
		catch (Exception ex) {
			throw CallReports.attach(ex, report);
		}
	}

	/**
	 * Read why a call failed.
	 * @param method the method
	 * @param outcome the failure
	 * @param policy what the call could use
	 * @return the exception
	 */
	SandboxException readFailure(SandboxedMethod method, CallOutcome outcome, SandboxPolicy policy) {
		return CallReports.attach(failure(method, outcome.frame().payload(), policy),
				CallReports.of(this.machine, outcome, policy));
	}

	private static SandboxException failure(SandboxedMethod method, byte[] payload, SandboxPolicy policy) {
		try {
			return CallFailures.toException(method.displayName(), Failure.of(payload),
					new PolicyAdvice(method.policy(), policy));
		}
		catch (ProtocolException ex) {
			return unreadable(method.displayName() + " ran, but how it failed", ex);
		}
	}

	private @Nullable Object readResult(SandboxedMethod method, byte[] payload) {
		try {
			return this.codecs.apply(method).readResult(payload);
		}
		catch (ValueException ex) {
			throw new SandboxResultException(
					"%s ran, but its result is not a %s: %s. Return what can be written and read back as that type, or declare another."
						.formatted(method.displayName(), method.resultType().toCanonical(),
								PrintableText.ofLines(String.valueOf(ex.getMessage()))),
					RemoteThrowable.of(ex));
		}
	}

	private static @Nullable Object stream(SandboxedMethod method, @Nullable Object isThere, CallOutcome outcome) {
		InputStream stream = outcome.stream();
		if (stream == null || !Boolean.TRUE.equals(isThere)) {
			return null;
		}
		return (method.resultType().getRawClass() == InputStream.class) ? stream : new InputStreamResource(stream);
	}

	private Exception thrown(SandboxedMethod method, byte[] answer, SandboxPolicy policy) {
		ThrownValue thrown = readThrown(method, answer);
		return RemoteExceptions.toException(method.method(), method.declaredExceptions(), thrown,
				this.missingClasses.advice(method, thrown)
						+ ReachedLimits.advice(thrown, new PolicyAdvice(method.policy(), policy)));
	}

	private static ThrownValue readThrown(SandboxedMethod method, byte[] payload) {
		try {
			return ThrownValue.decode(payload);
		}
		catch (ValueException ex) {
			throw unreadable(method.displayName() + " threw, but what it threw", ex);
		}
	}

	private static SandboxResultException unreadable(String what, Exception ex) {
		return new SandboxResultException(
				"%s cannot be read: %s. No worker answers so by itself: look at the code it runs, and repeat the call only if it may run twice."
					.formatted(what, PrintableText.ofLines(String.valueOf(ex.getMessage()))),
				RemoteThrowable.of(ex));
	}

	/** NullAway does not follow a nullable type argument into a record. */
	@SuppressWarnings("NullAway")
	private static SandboxResult<@Nullable Object> result(@Nullable Object value, SandboxReport report) {
		return new SandboxResult<>(value, report);
	}

}
