package com.portofcontext.pctx.sandbox.call;

import java.time.Duration;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Makes the report that callers get of what an agent reports, and finds it again.
 */
final class CallReports {

	private CallReports() {
	}

	static @Nullable SandboxReport of(String machine, CallOutcome outcome, SandboxPolicy policy) {
		CallReport report = outcome.report();
		if (report == null) {
			return null;
		}
		return new SandboxReport(machine, report.jail(), report.limiter(), report.proof(), report.unenforced(),
				Duration.ofNanos(report.wallNanos()), Duration.ofNanos(report.cpuNanos()),
				DataSize.ofBytes(report.peakMemory()), report.outputBytes(), policy,
				report.network().stream().map(CallReports::connection).toList(), exit(outcome.frame()), report.start(),
				report.call());
	}

	private static SandboxReport.Connection connection(NetworkDecision decision) {
		return new SandboxReport.Connection(decision.destination(),
				decision.address().isEmpty() ? null : decision.address(), decision.allowed(), decision.reason(),
				decision.sentBytes(), decision.receivedBytes());
	}

	private static SandboxReport.Exit exit(Frame frame) {
		if (frame.type() != FrameType.FAILED) {
			return (frame.type() == FrameType.RESULT) ? SandboxReport.Exit.RETURNED : SandboxReport.Exit.THREW;
		}
		try {
			return switch (Failure.of(frame.payload()).kind()) {
				case TIMEOUT -> SandboxReport.Exit.TIMEOUT;
				case MEMORY -> SandboxReport.Exit.MEMORY;
				case RESULT -> SandboxReport.Exit.RESULT;
				case UNAVAILABLE, UNDEFINED, CRASHED -> SandboxReport.Exit.CRASHED;
			};
		}
		catch (ProtocolException ex) {
			return SandboxReport.Exit.CRASHED;
		}
	}

	/** An exception carries the report, or one that came with it does. */
	static <X extends Exception> X attach(X exception, @Nullable SandboxReport report) {
		SandboxException carrier = carrier(exception);
		if (report != null && carrier != null && carrier.getReport() == null) {
			carrier.initReport(report);
		}
		return exception;
	}

	static @Nullable SandboxReport find(Exception exception) {
		SandboxException carrier = carrier(exception);
		return (carrier != null) ? carrier.getReport() : null;
	}

	private static @Nullable SandboxException carrier(Exception exception) {
		return Stream.concat(Stream.of(exception, exception.getCause()), Stream.of(exception.getSuppressed()))
			.filter(SandboxException.class::isInstance)
			.map(SandboxException.class::cast)
			.findFirst()
			.orElse(null);
	}

}
