package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueTooLargeException;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * A method with all that its call needs: the class initialised, the bean made, the codec
 * of its values built and used once.
 */
final class PreparedMethod implements WorkerSession.Callee {

	private Bean bean;

	private final Method method;

	private final ValueCodec codec;

	private final @Nullable CallStreams streams;

	private PreparedMethod(Bean bean, Method method, ValueCodec codec, @Nullable CallStreams streams) {
		this.bean = bean;
		this.method = method;
		this.codec = codec;
		this.streams = streams;
	}

	static PreparedMethod of(WorkerSpec spec, @Nullable CallStreams streams) throws ReflectiveOperationException {
		return of(spec.method(), codec(spec.method(), spec.limits().result()), streams);
	}

	/** Jackson is not even loaded where neither types nor modules need it. */
	private static ValueCodec codec(MethodSpec method, int maxResult) throws ReflectiveOperationException {
		LeanValueCodec lean = method.modules().isEmpty() ? LeanValueCodec.of(method, maxResult) : null;
		return (lean != null) ? lean.rehearsed() : JacksonValueCodec.rehearsed(method, maxResult);
	}

	static PreparedMethod of(MethodSpec method, ValueCodec codec, @Nullable CallStreams streams)
			throws ReflectiveOperationException {
		Bean bean = Bean.of(method);
		return new PreparedMethod(bean, bean.method(method), codec, streams);
	}

	@Override
	public Answer call(byte[] payload) {
		try {
			@Nullable Object[] values = this.codec.read(payload);
			if (this.streams != null) {
				this.streams.insert(values);
			}
			Object result = await(this.bean.invoke(this.method, values));
			return encode((this.streams != null) ? this.streams.send(result) : result);
		}
		catch (Throwable ex) {
			if (isMemory(ex)) {
				return new Answer(FrameType.FAILED,
						new Failure(Failure.Kind.MEMORY, "the memory of its JVM is exhausted: " + ex.getMessage())
							.toBytes());
			}
			return new Answer(FrameType.THROWN, ThrownValue.of(ex).encode(), ex instanceof Exception);
		}
	}

	@Override
	public void renew() throws ReflectiveOperationException {
		this.bean = this.bean.anew();
	}

	/** Code that may start no more threads gets the same error: no memory would help. */
	private static boolean isMemory(Throwable thrown) {
		return thrown.getClass() == OutOfMemoryError.class
				&& !String.valueOf(thrown.getMessage()).startsWith("unable to create native thread");
	}

	private static @Nullable Object await(@Nullable Object result) throws Throwable {
		if (!(result instanceof Future<?>) && !(result instanceof CompletionStage<?>)) {
			return result;
		}
		Future<?> future = (result instanceof Future<?> itself) ? itself
				: ((CompletionStage<?>) result).toCompletableFuture();
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (CancellationException ex) {
			throw ex;
		}
	}

	private Answer encode(@Nullable Object result) {
		try {
			return new Answer(FrameType.RESULT, this.codec.write(result), true);
		}
		catch (ValueTooLargeException ex) {
			return failed("the encoded result exceeds max-result-size (" + ex.getMaxBytes() + " bytes)");
		}
		catch (ValueException ex) {
			return failed("the result cannot be encoded: " + ex.getMessage());
		}
	}

	private static Answer failed(String message) {
		return new Answer(FrameType.FAILED, new Failure(Failure.Kind.RESULT, message).toBytes());
	}

}
