package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Writes the data fields and arguments of one method, and reads its result.
 */
final class MethodCodec {

	private static final int MAX_ARGUMENTS = 512 * 1024 * 1024;

	private final SandboxedMethod method;

	private final DataFieldGuard guard;

	private final ValueWriter writer;

	private final ValueReader reader;

	MethodCodec(SandboxedMethod method, CBORMapper mapper) {
		this.method = method;
		List<JavaType> inputs = new ArrayList<>();
		method.dataFields().forEach((field) -> {
			inputs.add(field.type());
			field.field().setAccessible(true);
		});
		JavaType number = mapper.constructType(Integer.class);
		method.parameterTypes().forEach((type) -> inputs.add(SandboxedMethod.isStreamed(type) ? number : type));
		JavaType result = method.isResultStreamed() ? mapper.constructType(Boolean.class) : method.resultType();
		this.guard = new DataFieldGuard(method.dataFields(), mapper);
		this.writer = new ValueWriter(mapper, inputs, this::name);
		this.reader = new ValueReader(mapper, List.of(result), (index) -> "It");
	}

	private String name(int index) {
		int fields = this.method.dataFields().size();
		if (index < fields) {
			return "Data field '%s'".formatted(this.method.dataFields().get(index).field().getName());
		}
		Parameter parameter = this.method.method().getParameters()[index - fields];
		return "Argument %d%s".formatted(index - fields + 1,
				parameter.isNamePresent() ? " '%s'".formatted(parameter.getName()) : "");
	}

	/** Write what a call is made with; in a stream's place goes its number. */
	CallInput input(Object target, @Nullable Object[] arguments) {
		if (!this.method.isStreamed()) {
			return new CallInput(write(target, arguments), List.of(), false);
		}
		List<StreamSource> streams = new ArrayList<>();
		@Nullable Object[] values = arguments.clone();
		for (int i = 0; i < values.length; i++) {
			Object value = values[i];
			if (value != null && SandboxedMethod.isStreamed(this.method.parameterTypes().get(i))) {
				values[i] = streams.size();
				streams.add(StreamSource.of(value));
			}
		}
		return new CallInput(write(target, values), streams, this.method.isResultStreamed());
	}

	byte[] write(Object target, @Nullable Object[] arguments) {
		@Nullable Object[] values = new @Nullable Object[this.method.dataFields().size() + arguments.length];
		int index = 0;
		for (DataField field : this.method.dataFields()) {
			Object value = read(field.field(), target);
			this.guard.check(field, value, MAX_ARGUMENTS);
			values[index++] = value;
		}
		System.arraycopy(arguments, 0, values, index, arguments.length);
		return this.writer.write(values, MAX_ARGUMENTS);
	}

	private static @Nullable Object read(Field field, Object target) {
		try {
			return field.get(target);
		}
		catch (IllegalAccessException ex) {
			throw new SandboxDefinitionException("The data field %s cannot be read".formatted(field), ex);
		}
	}

	@Nullable Object readResult(byte[] payload) {
		return this.reader.read(payload)[0];
	}

}
