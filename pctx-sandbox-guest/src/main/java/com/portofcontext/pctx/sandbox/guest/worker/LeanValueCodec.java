package com.portofcontext.pctx.sandbox.guest.worker;

import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodec;
import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanCodecs;
import org.jspecify.annotations.Nullable;

/**
 * Carries the usual types without Jackson, whose start costs more than all else in a
 * worker. What it refuses is left to Jackson after all, so that values, failures and
 * their messages are the same.
 */
final class LeanValueCodec implements ValueCodec {

	private final LeanCodec inputs;

	private final LeanCodec result;

	private final MethodSpec method;

	private final int maxResult;

	private LeanValueCodec(LeanCodec inputs, LeanCodec result, MethodSpec method, int maxResult) {
		this.inputs = inputs;
		this.result = result;
		this.method = method;
		this.maxResult = maxResult;
	}

	/**
	 * Return the codec, or {@code null} if a type is not one of the usual.
	 */
	static @Nullable LeanValueCodec of(MethodSpec method, int maxResult) throws ReflectiveOperationException {
		LeanCodecs codecs = new LeanCodecs(LeanValueCodec.class.getClassLoader());
		LeanCodec inputs = codecs.of(method.inputTypes());
		LeanCodec result = (inputs != null) ? codecs.of(List.of(method.encodedResultType())) : null;
		return (inputs != null && result != null) ? new LeanValueCodec(inputs, result, method, maxResult) : null;
	}

	/** What was used once is quicker in the call. */
	LeanValueCodec rehearsed() throws ReflectiveOperationException {
		LeanValueCodec echo = of(Rehearsal.METHOD, Rehearsal.MAX_RESULT);
		if (echo == null) {
			throw new IllegalStateException("The types of the rehearsal are not the usual");
		}
		Rehearsal.run(echo);
		this.inputs.rehearse();
		this.result.rehearse();
		return this;
	}

	@Override
	public @Nullable Object[] read(byte[] payload) {
		@Nullable Object[] values = this.inputs.read(payload);
		return (values != null) ? values : jackson().read(payload);
	}

	@Override
	public byte[] write(@Nullable Object result) {
		byte[] payload = this.result.write(new @Nullable Object[] { result }, this.maxResult);
		return (payload != null) ? payload : jackson().write(result);
	}

	private ValueCodec jackson() {
		try {
			return JacksonValueCodec.of(this.method, this.maxResult);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
