package com.portofcontext.pctx.sandbox.guest.protocol.lean;

/**
 * The first bytes of CBOR's items, as far as they are written here.
 */
final class Cbor {

	static final int POSITIVE = 0x00;

	static final int NEGATIVE = 0x20;

	static final int BYTES = 0x40;

	static final int TEXT = 0x60;

	static final int ARRAY = 0x80;

	/** What is added to a type whose length or value stands in the next byte. */
	static final int ONE_BYTE = 24;

	static final int INDEFINITE_TEXT = 0x7f;

	static final int INDEFINITE_ARRAY = 0x9f;

	static final int INDEFINITE_OBJECT = 0xbf;

	static final int POSITIVE_BIG = 0xc2;

	static final int NEGATIVE_BIG = 0xc3;

	static final int DECIMAL = 0xc4;

	static final int FALSE = 0xf4;

	static final int TRUE = 0xf5;

	static final int NULL = 0xf6;

	static final int FLOAT = 0xfa;

	static final int DOUBLE = 0xfb;

	static final int BREAK = 0xff;

	/** Less than Jackson's own caps, which decide about everything beyond. */
	static final int MAX_DEPTH = 400;

	private Cbor() {
	}

}
