package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.ScalarCodec.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds codecs for types of a closed set: the JDK's usual values and containers, enums,
 * records and sealed types of records and enums. It looks at classes in plain loops and
 * by their names, so that nothing is loaded that is not in use.
 */
public final class LeanCodecs {

	private final Map<LeanType, Codec> known = new HashMap<>();

	private final ClassLoader classLoader;

	/**
	 * Make codecs for types of a class loader.
	 * @param classLoader finds the classes
	 */
	public LeanCodecs(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Find the codec for a row of values.
	 * @param types the textual forms of their declared types, in order
	 * @return the codec, or {@code null} if a type, or one that it is made of, is outside
	 * of the set
	 * @throws ClassNotFoundException if a class is missing
	 */
	public @Nullable LeanCodec of(List<String> types) throws ClassNotFoundException {
		Codec[] codecs = new Codec[types.size()];
		boolean[] primitive = new boolean[types.size()];
		try {
			for (int i = 0; i < codecs.length; i++) {
				LeanType type = LeanType.parse(types.get(i), this.classLoader);
				codecs[i] = complete(type);
				primitive[i] = type.raw().isPrimitive() && type.raw() != void.class;
			}
		}
		catch (NotLeanException | StackOverflowError ex) {
			return null;
		}
		return new LeanCodec(codecs, primitive);
	}

	/** Find the codec for a value that no declared type says anything of. */
	Codec of(Object value) {
		Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		return complete(new LeanType(Object.class).resolve(type));
	}

	private Codec complete(LeanType type) {
		try {
			return of(type);
		}
		catch (NotLeanException | StackOverflowError ex) {
			// What was found on the way may lack a part.
			this.known.clear();
			throw ex;
		}
	}

	private Codec of(LeanType type) {
		Codec codec = this.known.get(type);
		if (codec == null) {
			codec = make(type);
			this.known.put(type, codec);
		}
		return codec;
	}

	private Codec make(LeanType type) {
		Class<?> raw = type.raw();
		return switch (raw.getName()) {
			case "void", "java.lang.Void" -> new VoidCodec();
			case "byte", "java.lang.Byte" -> new IntegerCodec(Byte.BYTES);
			case "short", "java.lang.Short" -> new IntegerCodec(Short.BYTES);
			case "int", "java.lang.Integer" -> new IntegerCodec(Integer.BYTES);
			case "long", "java.lang.Long" -> new IntegerCodec(Long.BYTES);
			case "boolean", "java.lang.Boolean" -> new ScalarCodec(Kind.BOOLEAN);
			case "float", "java.lang.Float" -> new ScalarCodec(Kind.FLOAT);
			case "double", "java.lang.Double" -> new ScalarCodec(Kind.DOUBLE);
			case "char", "java.lang.Character" -> new ScalarCodec(Kind.CHARACTER);
			case "java.lang.String", "java.lang.CharSequence" -> new ScalarCodec(Kind.TEXT);
			case "java.math.BigInteger" -> new ScalarCodec(Kind.INTEGER);
			case "java.math.BigDecimal" -> new ScalarCodec(Kind.DECIMAL);
			case "java.util.UUID" -> new ScalarCodec(Kind.UUID);
			case "[B" -> new ScalarCodec(Kind.BYTES);
			case "java.lang.Object" -> new TreeCodec(this);
			case "java.util.OptionalInt" -> new ReferenceCodec(raw, new IntegerCodec(Integer.BYTES));
			case "java.util.OptionalLong" -> new ReferenceCodec(raw, new IntegerCodec(Long.BYTES));
			case "java.util.OptionalDouble" -> new ReferenceCodec(raw, new ScalarCodec(Kind.DOUBLE));
			case "java.util.Optional", "java.util.concurrent.atomic.AtomicReference" ->
				new ReferenceCodec(raw, of(type.argument(0)));
			case "java.util.Collection", "java.util.List", "java.util.ArrayList", "java.util.LinkedList",
					"java.util.Queue", "java.util.Deque", "java.util.Set", "java.util.HashSet",
					"java.util.LinkedHashSet", "java.util.SortedSet", "java.util.NavigableSet", "java.util.TreeSet" ->
				new CollectionCodec(raw, type.argument(0).raw(), of(type.argument(0)));
			case "java.util.Map", "java.util.HashMap", "java.util.LinkedHashMap", "java.util.SortedMap",
					"java.util.NavigableMap", "java.util.TreeMap" ->
				new MapCodec(raw, type.argument(0).raw(), key(type.argument(0)), of(type.argument(1)));
			case "java.time.DayOfWeek" -> new EnumCodec(raw);
			default -> TextualCodec.covers(raw, false) ? new TextualCodec(raw, false) : structured(type);
		};
	}

	private Codec key(LeanType type) {
		Class<?> raw = type.raw();
		if (raw == String.class || raw == Integer.class || raw == Long.class || raw.isEnum()) {
			return of(type);
		}
		if (!TextualCodec.covers(raw, true)) {
			throw new NotLeanException();
		}
		return new TextualCodec(raw, true);
	}

	private Codec structured(LeanType type) {
		Class<?> raw = type.raw();
		if (raw.isArray() && raw != char[].class) {
			return new ArrayCodec(raw.getComponentType(), of(type.argument(0)));
		}
		if (!BareTypes.isBare(raw)) {
			throw new NotLeanException();
		}
		if (raw.isEnum()) {
			return enumeration(raw);
		}
		if (raw.isRecord()) {
			return record(type);
		}
		if (!raw.isSealed() || raw.getTypeParameters().length > 0) {
			throw new NotLeanException();
		}
		return sealed(type);
	}

	/** A constant with a body is of a class of its own. */
	private static Codec enumeration(Class<?> type) {
		for (Object constant : type.getEnumConstants()) {
			if (constant.getClass() != type && !BareTypes.isBare(constant.getClass())) {
				throw new NotLeanException();
			}
		}
		return new EnumCodec(type);
	}

	private Codec record(LeanType type) {
		RecordComponent[] components = type.raw().getRecordComponents();
		RecordCodec codec = new RecordCodec(components, constructor(type.raw(), components));
		this.known.put(type, codec);
		for (int i = 0; i < components.length; i++) {
			codec.component(i, of(type.resolve(components[i].getGenericType())));
		}
		return codec;
	}

	private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
		Class<?>[] parameters = new Class<?>[components.length];
		for (int i = 0; i < components.length; i++) {
			parameters[i] = components[i].getType();
		}
		try {
			return type.getDeclaredConstructor(parameters);
		}
		catch (NoSuchMethodException ex) {
			throw new NotLeanException();
		}
	}

	private Codec sealed(LeanType type) {
		SealedCodec codec = new SealedCodec();
		this.known.put(type, codec);
		addSubclasses(type.raw(), codec);
		return codec;
	}

	private void addSubclasses(Class<?> type, SealedCodec codec) {
		for (Class<?> subclass : type.getPermittedSubclasses()) {
			if (subclass.isSealed() && !subclass.isEnum()) {
				addSubclasses(subclass, codec);
			}
			else if ((subclass.isRecord() || subclass.isEnum()) && subclass.getTypeParameters().length == 0) {
				codec.subclass(subclass, of(new LeanType(subclass)));
			}
			else {
				throw new NotLeanException();
			}
		}
	}

}
