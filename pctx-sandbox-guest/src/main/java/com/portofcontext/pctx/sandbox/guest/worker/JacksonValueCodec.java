package com.portofcontext.pctx.sandbox.guest.worker;

import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FieldSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Carries all types that travel, by Jackson.
 */
final class JacksonValueCodec implements ValueCodec {

	private final CBORMapper mapper;

	private final List<JavaType> inputs;

	private final JavaType result;

	private final ValueReader reader;

	private final ValueWriter writer;

	private final int maxResult;

	private JacksonValueCodec(CBORMapper mapper, List<JavaType> inputs, JavaType result, MethodSpec method,
			int maxResult) {
		this.mapper = mapper;
		this.inputs = inputs;
		this.result = result;
		this.reader = new ValueReader(mapper, inputs, (index) -> name(method, index));
		this.writer = new ValueWriter(mapper, List.of(result));
		this.maxResult = maxResult;
	}

	static JacksonValueCodec of(MethodSpec method, int maxResult) throws ReflectiveOperationException {
		return of(method, maxResult, mapper(method));
	}

	/** What was used once is quicker in the call. */
	static JacksonValueCodec rehearsed(MethodSpec method, int maxResult) throws ReflectiveOperationException {
		CBORMapper mapper = mapper(method);
		// The worker's own values may not be what the application's modules expect.
		CBORMapper own = method.modules().isEmpty() ? mapper : ValueMapper.create();
		Rehearsal.run(of(Rehearsal.METHOD, Rehearsal.MAX_RESULT, own));
		JacksonValueCodec codec = of(method, maxResult, mapper);
		codec.rehearse();
		return codec;
	}

	private static JacksonValueCodec of(MethodSpec method, int maxResult, CBORMapper mapper)
			throws ReflectiveOperationException {
		List<JavaType> inputs = new ArrayList<>();
		for (String input : method.inputTypes()) {
			inputs.add(type(mapper, input));
		}
		return new JacksonValueCodec(mapper, inputs, type(mapper, method.encodedResultType()), method, maxResult);
	}

	private static CBORMapper mapper(MethodSpec method) throws ReflectiveOperationException {
		List<JacksonModule> modules = new ArrayList<>();
		for (String name : method.modules()) {
			modules.add(Class.forName(name).asSubclass(JacksonModule.class).getConstructor().newInstance());
		}
		return ValueMapper.create(modules);
	}

	private static JavaType type(CBORMapper mapper, String name) throws ClassNotFoundException {
		return TypeNames.parse(name, mapper.getTypeFactory(), JacksonValueCodec.class.getClassLoader());
	}

	private static String name(MethodSpec method, int index) {
		int fields = method.fields().size();
		return (index < fields) ? "Data field '%s'".formatted(method.fields().get(index).name())
				: "Argument %d".formatted(index - fields + 1);
	}

	@Override
	public @Nullable Object[] read(byte[] payload) {
		return this.reader.read(payload);
	}

	@Override
	public byte[] write(@Nullable Object result) {
		return this.writer.write(new @Nullable Object[] { result }, this.maxResult);
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

}
