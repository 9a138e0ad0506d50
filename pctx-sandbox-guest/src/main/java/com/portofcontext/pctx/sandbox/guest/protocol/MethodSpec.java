package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

	private static final String RESOURCE = "org.springframework.core.io.Resource";

	/** What is streamed, as an argument or a result. */
	private static final Set<String> STREAMS = Set.of(InputStream.class.getName(), RESOURCE);

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
	 * Return the types of what a worker reads before the call, as they are encoded: of a
	 * stream that is its number.
	 * @return canonical generic types of data fields, then of parameters
	 */
	public List<String> inputTypes() {
		List<String> types = new ArrayList<>();
		for (FieldSpec field : this.fields) {
			types.add(field.type());
		}
		for (String parameter : this.parameterTypes) {
			types.add(STREAMS.contains(parameter) ? Integer.class.getName() : parameter);
		}
		return types;
	}

	/**
	 * Return the type of the result, as it is encoded: of a stream that is whether there
	 * is one.
	 * @return a canonical generic type
	 */
	public String encodedResultType() {
		return isResultStreamed() ? Boolean.class.getName() : this.resultType;
	}

	/**
	 * Tell whether one of what a worker reads before the call is streamed.
	 * @param input its place among data fields and parameters
	 * @return whether it is
	 */
	public boolean isStreamed(int input) {
		int parameter = input - this.fields.size();
		return parameter >= 0 && STREAMS.contains(this.parameterTypes.get(parameter));
	}

	/**
	 * Tell whether one of what a worker reads before the call is a resource.
	 * @param input its place among data fields and parameters
	 * @return whether it is
	 */
	public boolean isResource(int input) {
		return isStreamed(input) && this.parameterTypes.get(input - this.fields.size()).equals(RESOURCE);
	}

	/**
	 * Return how many streams the method may be given.
	 * @return the number of parameters that are streamed
	 */
	public int argumentStreams() {
		return (int) this.parameterTypes.stream().filter(STREAMS::contains).count();
	}

	/**
	 * Tell whether the result is streamed.
	 * @return whether it is
	 */
	public boolean isResultStreamed() {
		return STREAMS.contains(this.resultType);
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
