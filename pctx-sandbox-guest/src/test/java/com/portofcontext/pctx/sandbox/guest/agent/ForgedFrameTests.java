package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that speaks to the agent in the name of its worker. Whatever it says, the caller
 * gets one answer, and the agent serves the next call.
 */
@ParameterizedClass
@EnumSource(JailKind.class)
class ForgedFrameTests {

	private final AgentFixture fixture;

	ForgedFrameTests(JailKind jail) throws Exception {
		this.fixture = new AgentFixture();
		this.fixture.start(jail);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknownType", "typeOfTheAgent", "typeOfTheHost", "endlessResult", "negativeLength",
			"endlessThrown", "pullOfNoStream", "partOfNoStream", "emptyPart", "longPart", "endlessParts" })
	void whenFrameIsNotAllowedThenCallFails(String method) throws Exception {
		Outcome outcome = call(Victim.class, method);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.RESULT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pullTwice", "pullOfAnother" })
	void whenPieceOfStreamMayNotBeAskedForThenCallFails(String method) throws Exception {
		Outcome outcome = call(Victim.class, method, 0);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.RESULT);
	}

	/** The worker had the arguments, so the call counts as made: nobody may repeat it. */
	@ParameterizedTest
	@ValueSource(strings = { "claimUnavailable", "claimTimeout", "claimNonsense" })
	void whenWorkerClaimsWhatIsNotItsOwnThenItCounts(String method) throws Exception {
		Outcome outcome = call(Victim.class, method);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.CRASHED);
		assertThat(outcome.failure().message()).contains("broke the protocol");
	}

	@ParameterizedTest
	@ValueSource(strings = { "closeInsideFrame", "closeInsideHeader", "close" })
	void whenWorkerClosesItsConnectionThenItCounts(String method) throws Exception {
		Outcome outcome = call(Victim.class, method);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.CRASHED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "twoResults", "resultAndMore" })
	void whenMoreFollowsResultThenItIsNotPassedOn(String method) throws Exception {
		assertThat(call(Victim.class, method).value()).isEqualTo(1);
	}

	@Test
	void whenAnswerPrecedesCallThenItIsTheOnlyOne() throws Exception {
		assertThat(call(Hasty.class, "answer").value()).isEqualTo(1);
	}

	@Test
	void whenAnswerPrecedesReadinessThenCallNeverRan() throws Exception {
		Outcome outcome = call(Hastier.class, "answer");
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
	}

	@Test
	void whenOutputIsMalformedThenResultArrives() throws Exception {
		Outcome outcome = call(Victim.class, "malformedOutput");
		assertThat(outcome.value()).isEqualTo(2);
		assertThat(outcome.output()).isEmpty();
	}

	/** Make a call, and prove that there is one end of it and that the agent goes on. */
	private Outcome call(Class<?> bean, String method, Object... arguments) throws IOException {
		Outcome outcome = this.fixture.call(this.fixture.define(bean, method), arguments);
		assertThat(outcome.frames()).extracting(Frame::type)
			.filteredOn((type) -> List.of(FrameType.RESULT, FrameType.THROWN, FrameType.FAILED).contains(type))
			.hasSize(1);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(this.fixture.define(Victim.class, "answer")).value()).isEqualTo(2);
		return outcome;
	}

	static byte[] encode(int value) {
		CBORMapper mapper = ValueMapper.create();
		return new ValueWriter(mapper, List.of(mapper.constructType(int.class))).write(new Object[] { value }, 100);
	}

	static class Victim {

		int answer() {
			return 2;
		}

		int unknownType() throws InterruptedException {
			return sendAndWait(200, 0, 0);
		}

		int typeOfTheAgent() throws InterruptedException {
			return sendAndWait(FrameType.REPORT.ordinal(), 0, 0);
		}

		int typeOfTheHost() throws InterruptedException {
			return sendAndWait(FrameType.DEFINE.ordinal(), 10, 10);
		}

		int endlessResult() throws InterruptedException {
			return sendAndWait(FrameType.RESULT.ordinal(), Integer.MAX_VALUE, 10);
		}

		int negativeLength() throws InterruptedException {
			return sendAndWait(FrameType.RESULT.ordinal(), -1, 10);
		}

		int endlessThrown() throws InterruptedException {
			return sendAndWait(FrameType.THROWN.ordinal(), Integer.MAX_VALUE, 10);
		}

		private static int sendAndWait(int type, int length, int sent) throws InterruptedException {
			WorkerChannel.find().send(type, length, new byte[sent]);
			new CountDownLatch(1).await();
			return 0;
		}

		int pullOfNoStream() throws InterruptedException {
			return sendAndWait(FrameType.PULL.ordinal(), 1, 1);
		}

		int partOfNoStream() throws InterruptedException {
			return sendAndWait(FrameType.RESULT_PART.ordinal(), 10, 10);
		}

		InputStream emptyPart() throws InterruptedException {
			sendAndWait(FrameType.RESULT_PART.ordinal(), 0, 0);
			return InputStream.nullInputStream();
		}

		InputStream longPart() throws InterruptedException {
			sendAndWait(FrameType.RESULT_PART.ordinal(), 1 << 20, 10);
			return InputStream.nullInputStream();
		}

		InputStream endlessParts() {
			while (true) {
				WorkerChannel.find().send(FrameType.RESULT_PART, new byte[60_000]);
			}
		}

		int pullTwice(InputStream stream) throws InterruptedException {
			WorkerChannel.find().send(FrameType.PULL, new byte[1]);
			return sendAndWait(FrameType.PULL.ordinal(), 1, 1);
		}

		int pullOfAnother(InputStream stream) throws InterruptedException {
			WorkerChannel.find().send(FrameType.PULL, new byte[] { 1 });
			new CountDownLatch(1).await();
			return 0;
		}

		int claimUnavailable() {
			return claim(new Failure(Failure.Kind.UNAVAILABLE, "it never ran").toBytes());
		}

		int claimTimeout() {
			return claim(new Failure(Failure.Kind.TIMEOUT, "time is up").toBytes());
		}

		int claimNonsense() {
			return claim(new byte[] { 99, 1, 2, 3 });
		}

		private static int claim(byte[] failure) {
			WorkerChannel.find().send(FrameType.FAILED, failure);
			return 2;
		}

		int closeInsideFrame() {
			WorkerChannel channel = WorkerChannel.find();
			channel.send(FrameType.RESULT.ordinal(), 100, new byte[3]);
			channel.close();
			return 2;
		}

		int closeInsideHeader() {
			WorkerChannel channel = WorkerChannel.find();
			channel.write(new byte[] { (byte) FrameType.RESULT.ordinal(), 0 });
			channel.close();
			return 2;
		}

		int close() {
			WorkerChannel.find().close();
			return 2;
		}

		int twoResults() {
			WorkerChannel.find().send(FrameType.RESULT, encode(1));
			return 2;
		}

		int resultAndMore() {
			WorkerChannel channel = WorkerChannel.find();
			channel.send(FrameType.RESULT, encode(1));
			channel.send(FrameType.OUTPUT, new byte[] { 1, 'x' });
			channel.send(FrameType.FAILED, new Failure(Failure.Kind.UNAVAILABLE, "it never ran").toBytes());
			channel.send(200, 0, new byte[0]);
			return 2;
		}

		int malformedOutput() {
			WorkerChannel.find().send(FrameType.OUTPUT, new byte[0]);
			WorkerChannel.find().send(FrameType.OUTPUT, new byte[] { 77 });
			return 2;
		}

	}

	/**
	 * Answers as soon as it is loaded.
	 */
	static class Hasty {

		static {
			WorkerChannel channel = WorkerChannel.find();
			channel.send(FrameType.READY, new byte[0]);
			channel.send(FrameType.RESULT, encode(1));
		}

		int answer() {
			return 2;
		}

	}

	/**
	 * Answers before it says that it is ready.
	 */
	static class Hastier {

		static {
			WorkerChannel.find().send(FrameType.RESULT, encode(1));
		}

		int answer() {
			return 2;
		}

	}

}
