package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FieldSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueTooLargeException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A method with all that its one call needs: the class initialised, the bean made,
 * readers and writers built and used once.
 */
final class PreparedMethod implements WorkerSession.Callee {

	private final CBORMapper mapper;

	private final Bean bean;

	private final Method method;

	private final List<JavaType> inputs;

	private final JavaType result;

	private final ValueReader reader;

	private final ValueWriter writer;

	private final int maxResult;

	private PreparedMethod(CBORMapper mapper, Bean bean, Method method, List<JavaType> inputs,
			IntFunction<String> names, JavaType result, int maxResult) {
		this.mapper = mapper;
		this.inputs = inputs;
		this.result = result;
		this.bean = bean;
		this.method = method;
		this.reader = new ValueReader(mapper, inputs, names);
		this.writer = new ValueWriter(mapper, List.of(result));
		this.maxResult = maxResult;
	}

	static PreparedMethod of(WorkerSpec spec) throws ReflectiveOperationException {
		CBORMapper mapper = ValueMapper.create();
		Rehearsal.run(mapper);
		PreparedMethod method = of(spec.method(), spec.limits().result(), mapper);
		method.rehearse();
		return method;
	}

	static PreparedMethod of(MethodSpec method, int maxResult, CBORMapper mapper) throws ReflectiveOperationException {
		Bean bean = Bean.of(method);
		List<JavaType> inputs = new ArrayList<>();
		for (FieldSpec field : method.fields()) {
			inputs.add(type(mapper, field.type()));
		}
		for (String parameter : method.parameterTypes()) {
			inputs.add(type(mapper, parameter));
		}
		JavaType result = type(mapper, method.resultType());
		return new PreparedMethod(mapper, bean, bean.method(method), inputs, (index) -> name(method, index), result,
				maxResult);
	}

	private static String name(MethodSpec method, int index) {
		int fields = method.fields().size();
		return (index < fields) ? "Data field '%s'".formatted(method.fields().get(index).name())
				: "Argument %d".formatted(index - fields + 1);
	}

	/** Values of the user's types, there and back, without a call. */
	private void rehearse() {
		for (JavaType input : this.inputs) {
			rehearse(input, false);
		}
		rehearse(this.result, true);
	}

	private void rehearse(JavaType type, boolean writtenToo) {
		if (!rehearse(new SampleValues(this.mapper, true), type, writtenToo)) {
			rehearse(new SampleValues(this.mapper, false), type, writtenToo);
		}
	}

	private boolean rehearse(SampleValues samples, JavaType type, boolean writtenToo) {
		try {
			Object sample = samples.of(type);
			if (sample == null) {
				return true;
			}
			byte[] payload = this.mapper.writeValueAsBytes(List.of(List.of(sample)));
			@Nullable Object[] values = new ValueReader(this.mapper, List.of(type)).read(payload);
			if (writtenToo) {
				this.writer.write(values, this.maxResult);
			}
			return true;
		}
		catch (Throwable ex) {
			// A type that refuses to be empty: its first value will pay for itself.
			return false;
		}
	}

	private static JavaType type(CBORMapper mapper, String name) throws ClassNotFoundException {
		return TypeNames.parse(name, mapper.getTypeFactory(), PreparedMethod.class.getClassLoader());
	}

	@Override
	public Answer call(byte[] payload) {
		try {
			@Nullable Object[] values = this.reader.read(payload);
			Object result = await(this.bean.invoke(this.method, values));
			return encode(result);
		}
		catch (Throwable ex) {
			if (isMemory(ex)) {
				return new Answer(FrameType.FAILED,
						new Failure(Failure.Kind.MEMORY, "the Java heap is exhausted: " + ex.getMessage()).toBytes());
			}
			return new Answer(FrameType.THROWN, ThrownValue.of(ex).encode(this.mapper));
		}
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
			return new Answer(FrameType.RESULT, this.writer.write(new @Nullable Object[] { result }, this.maxResult));
		}
		catch (ValueTooLargeException ex) {
			return failed("the encoded result exceeds max-result-size (%d bytes)".formatted(this.maxResult));
		}
		catch (ValueException ex) {
			return failed("the result cannot be encoded: " + ex.getMessage());
		}
	}

	private static Answer failed(String message) {
		return new Answer(FrameType.FAILED, new Failure(Failure.Kind.RESULT, message).toBytes());
	}

}
