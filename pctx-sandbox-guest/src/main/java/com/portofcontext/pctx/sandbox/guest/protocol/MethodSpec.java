package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The method a worker serves.
 *
 * @param beanClass the name of the bean's class
 * @param name the method's name
 * @param descriptor its erased JVM descriptor
 * @param parameterTypes canonical generic types of its parameters
 * @param resultType canonical generic type of its result, of a future's value where it
 * returns one
 * @param fields the bean's data fields it reads
 * @param modules classes of the Jackson modules that its values are carried with
 */
public record MethodSpec(String beanClass, String name, String descriptor, List<String> parameterTypes,
		String resultType, List<FieldSpec> fields, List<String> modules) {

	public MethodSpec {
		parameterTypes = List.copyOf(parameterTypes);
		fields = List.copyOf(fields);
		modules = List.copyOf(modules);
	}

	/**
	 * Describe a method whose values need no modules.
	 * @param beanClass the name of the bean's class
	 * @param name the method's name
	 * @param descriptor its erased JVM descriptor
	 * @param parameterTypes canonical generic types of its parameters
	 * @param resultType canonical generic type of its result
	 * @param fields the bean's data fields it reads
	 */
	public MethodSpec(String beanClass, String name, String descriptor, List<String> parameterTypes, String resultType,
			List<FieldSpec> fields) {
		this(beanClass, name, descriptor, parameterTypes, resultType, fields, List.of());
	}

	/**
	 * Return the method as people write it.
	 * @return the simple class name and the method's name
	 */
	public String displayName() {
		return this.beanClass.substring(this.beanClass.lastIndexOf('.') + 1) + "." + this.name;
	}

	/**
	 * Return the types of what a worker reads before the call.
	 * @return canonical generic types of data fields, then of parameters
	 */
	public List<String> inputTypes() {
		List<String> types = new ArrayList<>();
		for (FieldSpec field : this.fields) {
			types.add(field.type());
		}
		types.addAll(this.parameterTypes);
		return types;
	}

	void write(DataOutput out) throws IOException {
		Message.writeText(out, this.beanClass);
		Message.writeText(out, this.name);
		Message.writeText(out, this.descriptor);
		Message.writeList(out, this.parameterTypes, Message::writeText);
		Message.writeText(out, this.resultType);
		Message.writeList(out, this.fields, (o, field) -> field.write(o));
		Message.writeList(out, this.modules, Message::writeText);
	}

	static MethodSpec read(DataInput in) throws IOException {
		return new MethodSpec(Message.readText(in), Message.readText(in), Message.readText(in),
				Message.readList(in, Message::readText), Message.readText(in), Message.readList(in, FieldSpec::read),
				Message.readList(in, Message::readText));
	}

}
